package dev.boxmill.geometry;

import dev.boxmill.error.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The suppressions that ServiceLoader finds. */
public final class Suppressions {
  private Suppressions() {}

  /** {@return new objects of all of them, sorted by id} */
  public static List<Suppression> all() {
    return ServiceLoader.load(Suppression.class, Suppressions.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Suppression::id))
        .toList();
  }

  /**
   * The suppression with an id.
   *
   * @param id as in {@link Suppression#id}
   * @return a new object
   * @throws UserException naming the known ones when there is none
   */
  public static Suppression find(String id) {
    List<Suppression> all = all();
    return all.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "--nms "
                        + id
                        + ": unknown; known: "
                        + all.stream().map(Suppression::id).collect(Collectors.joining(", "))));
  }

  /**
   * Refuses a method that needs what a head does not give.
   *
   * @param method a known id
   * @param head the head's id, for the message
   * @param given what the head says of its boxes
   * @throws UserException naming what is lacking
   */
  public static void check(String method, String head, Set<BoxExtra> given) {
    for (BoxExtra need : find(method).needs()) {
      if (!given.contains(need)) {
        throw new UserException(
            "--nms "
                + method
                + ": needs "
                + need.words()
                + ", which the head "
                + head
                + " does not give; choose another method");
      }
    }
  }
}
