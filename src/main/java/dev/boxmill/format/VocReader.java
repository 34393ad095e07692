package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads VOC's files one after the other. */
final class VocReader {
  private final ReadOptions options;
  private final AnnotationsBuilder built;

  VocReader(ReadOptions options) {
    this.options = options;
    built = new AnnotationsBuilder(options.classes(), options.heapBytes());
  }

  Annotations build() {
    return built.build();
  }

  void read(Source source, String path) {
    try (XmlCursor xml = new XmlCursor(source)) {
      image(xml, path);
    } catch (UserException e) {
      options.report().bad(e);
    }
  }

  private void image(XmlCursor xml, String path) {
    String root = xml.root();
    if (!root.equals("annotation")) {
      throw xml.fail("the outermost element is <" + root + ">, not <annotation>; remove the file");
    }
    String name = "";
    int[] size = new int[2];
    List<Found> objects = new ArrayList<>();
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      switch (child) {
        case "filename" -> name = xml.text();
        case "size" -> size(xml, size);
        case "object" -> {
          int open = xml.depth();
          try {
            objects.add(object(xml));
          } catch (UserException e) {
            if (xml.broken()) {
              throw e;
            }
            options.report().bad(e);
            xml.leaveTo(open - 1);
          }
        }
        default -> xml.skip();
      }
    }
    xml.end();
    if (name.isEmpty()) {
      name = FileNames.stem(FileNames.behind(path, "Annotations")) + ".jpg";
    }
    int image = built.image(name, size[0], size[1]);
    if (image < 0) {
      throw xml.fail(
          "image '" + Numbers.oneLine(name) + "' comes a second time; keep one of the files");
    }
    for (Found o : objects) {
      built.object(image, o.name, o.box, o.flags);
    }
  }

  private static void size(XmlCursor xml, int[] size) {
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      switch (child) {
        case "width" -> size[0] = located(xml, () -> Numbers.count("width", xml.text()));
        case "height" -> size[1] = located(xml, () -> Numbers.count("height", xml.text()));
        default -> xml.skip();
      }
    }
  }

  private Found object(XmlCursor xml) {
    String name = "";
    int flags = 0;
    double[] box = null;
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      switch (child) {
        case "name" -> name = xml.text();
        case "difficult" -> flags |= flag(xml, child, Flag.DIFFICULT);
        case "truncated" -> flags |= flag(xml, child, Flag.TRUNCATED);
        case "occluded" -> flags |= flag(xml, child, Flag.OCCLUDED);
        case "bndbox" -> box = box(xml);
        default -> xml.skip();
      }
    }
    if (box == null) {
      throw xml.fail("the object before here has no <bndbox>; add it");
    }
    String complaint = built.complaint(name);
    if (complaint != null) {
      throw xml.fail(complaint);
    }
    return new Found(name, box, flags);
  }

  private static int flag(XmlCursor xml, String field, Flag flag) {
    return located(xml, () -> flag.bit(Flags.parse(field, xml.text())));
  }

  private static double[] box(XmlCursor xml) {
    List<String> corners = List.of("xmin", "ymin", "xmax", "ymax");
    double[] at = new double[4];
    int seen = 0;
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      int which = corners.indexOf(child);
      if (which < 0) {
        xml.skip();
        continue;
      }
      at[which] = located(xml, () -> Numbers.parse(corners.get(which), xml.text()));
      seen |= 1 << which;
    }
    for (int i = 0; i < 4; i++) {
      if ((seen & 1 << i) == 0) {
        throw xml.fail("the <bndbox> before here has no <" + corners.get(i) + ">; add it");
      }
    }
    double[] box = {at[0] - 1, at[1] - 1, at[2] - at[0] + 1, at[3] - at[1] + 1};
    located(
        xml,
        () -> {
          AnnotationsBuilder.check(box);
          return null;
        });
    return box;
  }

  /** Puts file and line before a message about a value. */
  static <T> T located(XmlCursor xml, Supplier<T> value) {
    try {
      return value.get();
    } catch (UserException e) {
      throw xml.broken() ? e : xml.fail(e.getMessage());
    }
  }

  /** An object of the image being read. */
  private static final class Found {
    private final String name;
    private final double[] box;
    private final int flags;

    Found(String name, double[] box, int flags) {
      this.name = name;
      this.box = box;
      this.flags = flags;
    }
  }
}
