package dev.boxmill.eval;

import dev.boxmill.error.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The protocols on the class path. */
public final class Metrics {
  private Metrics() {}

  /** {@return all protocols, ordered by id} */
  public static List<Metric> all() {
    return ServiceLoader.load(Metric.class, Metrics.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Metric::id))
        .toList();
  }

  /**
   * {@return the protocol with an id}
   *
   * @param id e.g. "coco"
   * @throws UserException naming the known ones when there is none
   */
  public static Metric find(String id) {
    List<Metric> all = all();
    return all.stream()
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "--protocol "
                        + id
                        + ": unknown; known: "
                        + Stream.concat(all.stream().map(Metric::id), Stream.of(PanopticQuality.ID))
                            .sorted()
                            .collect(Collectors.joining(", "))));
  }
}
