package dev.boxmill.input;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The kinds of input that ServiceLoader finds, and plain images. */
final class InputKinds {
  /** Tar's mark ends here. */
  static final int HEAD = 262;

  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "gif");

  private static final List<InputKind> ALL =
      ServiceLoader.load(InputKind.class, InputKinds.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(InputKind::id))
          .toList();

  private InputKinds() {}

  /** The ends of image files' names, ascending. */
  static List<String> imageExtensions() {
    return IMAGES.stream().sorted().toList();
  }

  /** Whether a name is an image's; hidden files are none. */
  static boolean isImage(String name) {
    return !name.startsWith(".") && ends(name, IMAGES);
  }

  /** The kind that a name's end means. */
  static Optional<InputKind> named(String name) {
    return ALL.stream().filter(kind -> ends(name, kind.extensions())).findFirst();
  }

  /** The kind that a file's beginning shows. */
  static Optional<InputKind> recognised(byte... head) {
    return ALL.stream().filter(kind -> kind.recognises(head)).findFirst();
  }

  private static boolean ends(String name, Set<String> extensions) {
    String lower = name.toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(extension -> lower.endsWith("." + extension));
  }
}
