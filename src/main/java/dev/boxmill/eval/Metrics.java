package dev.boxmill.eval;

import dev.boxmill.error.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The protocols that ServiceLoader finds. */
public final class Metrics {
  private Metrics() {}

  /** All protocols, by id. */
  public static List<Metric> all() {
    return ServiceLoader.load(Metric.class, Metrics.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Metric::id))
        .toList();
  }

  /**
   * Finds a protocol.
   *
   * @throws UserException listing those there are
   */
  public static Metric find(String id) {
    return all().stream()
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "--protocol "
                        + id
                        + ": no such protocol; give one of "
                        + all().stream().map(Metric::id).collect(Collectors.joining(", "))));
  }
}
