package dev.boxmill.head;

import dev.boxmill.error.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The heads that ServiceLoader finds. */
public final class Heads {
  private Heads() {}

  /** {@return new objects of all heads, sorted by id} */
  public static List<HeadDecoder> all() {
    return ServiceLoader.load(HeadDecoder.class, Heads.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(HeadDecoder::id))
        .toList();
  }

  /**
   * Finds a descriptor's head and prepares it.
   *
   * @param descriptor its family names the head
   * @return bound to the descriptor
   * @throws UserException when no head has that id (lists those there are), or a parameter does not
   *     suit it
   */
  public static HeadDecoder.Head prepare(Descriptor descriptor) {
    return find(descriptor).prepare(descriptor);
  }

  /**
   * Finds a descriptor's head.
   *
   * @param descriptor its family names the head
   * @return a new object
   * @throws UserException when no head has that id; lists those there are
   */
  public static HeadDecoder find(Descriptor descriptor) {
    List<HeadDecoder> all = all();
    return all.stream()
        .filter(h -> h.id().equals(descriptor.family()))
        .findFirst()
        .orElseThrow(
            () ->
                descriptor
                    .keys()
                    .wrong(
                        "family",
                        "one of "
                            + all.stream().map(HeadDecoder::id).collect(Collectors.joining(", "))));
  }
}
