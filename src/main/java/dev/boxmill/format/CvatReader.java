package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Segmentation;
import dev.boxmill.error.UserException;
import java.util.HashSet;
import java.util.Set;

/** Reads CVAT's XML. */
final class CvatReader {
  private final ReadOptions options;
  private final AnnotationsBuilder built;
  private final Set<Long> ids = new HashSet<>();

  CvatReader(ReadOptions options) {
    this.options = options;
    built = new AnnotationsBuilder(options.classes(), options.heapBytes());
    built.keepImageIds();
    built.keepCategoryOrder();
  }

  Annotations build() {
    return built.build();
  }

  void read(Source source) {
    try (XmlCursor xml = new XmlCursor(source)) {
      String root = xml.root();
      if (!root.equals("annotations")) {
        throw xml.fail("the outermost element is <" + root + ">, not <annotations>");
      }
      for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
        switch (child) {
          case "meta" -> labels(xml, 0);
          case "image" -> guarded(xml, () -> image(xml));
          case "track" ->
              throw xml.fail("tracks of a video; export it as 'CVAT for images' instead");
          default -> xml.skip();
        }
      }
      xml.end();
    }
  }

  /** Finds all labels in the head, which nests them differently for tasks, jobs and projects. */
  private void labels(XmlCursor xml, int inLabel) {
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      if (inLabel == 1 && child.equals("name")) {
        String name = xml.text();
        if (built.complaint(name) == null) {
          built.category(name);
        }
      } else {
        labels(xml, child.equals("label") ? 1 : 2 * inLabel);
      }
    }
  }

  private void guarded(XmlCursor xml, Runnable record) {
    int open = xml.depth();
    try {
      record.run();
    } catch (UserException e) {
      if (xml.broken()) {
        throw e;
      }
      options.report().bad(e);
      xml.leaveTo(open - 1);
    }
  }

  private void image(XmlCursor xml) {
    String name = xml.required("name");
    String number = xml.required("id");
    long id = xml.located(() -> Numbers.id("id", number));
    int width = count(xml, "width");
    int height = count(xml, "height");
    if (!ids.add(id)) {
      throw xml.fail("image id " + id + " comes twice; give every image its own");
    }
    int image = built.image(new ImageInfo(id, name, width, height));
    if (image < 0) {
      throw xml.fail("image '" + Numbers.oneLine(name) + "' comes twice; keep one of them");
    }
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      String shape = child;
      switch (shape) {
        case "box", "polygon", "mask" -> guarded(xml, () -> shape(xml, image, shape));
        default -> {
          options.report().leaveOut("<" + shape + "> shapes");
          xml.skip();
        }
      }
    }
  }

  private void shape(XmlCursor xml, int image, String shape) {
    String label = xml.required("label");
    String complaint = built.complaint(label);
    if (complaint != null) {
      throw xml.fail(complaint);
    }
    String occluded = xml.attribute("occluded");
    int flags =
        xml.located(
            () -> Flag.OCCLUDED.bit(Flags.parse("occluded", occluded == null ? "" : occluded)));
    double[] box;
    Segmentation pixels = null;
    switch (shape) {
      case "box" -> box = box(xml);
      case "polygon" -> {
        double[] ring = points(xml);
        box = AnnotationsBuilder.around(ring);
        pixels = new Polygons(new double[][] {ring});
      }
      default -> {
        box =
            new double[] {
              count(xml, "left"), count(xml, "top"), count(xml, "width"), count(xml, "height")
            };
        String runs = xml.required("rle");
        ImageInfo info = built.info(image);
        pixels = xml.located(() -> CvatMask.decode(runs, box, info.width(), info.height()));
      }
    }
    xml.located(
        () -> {
          AnnotationsBuilder.check(box);
          return null;
        });
    xml.skip();
    built.object(image, label, box, flags, pixels, null);
  }

  private static double[] box(XmlCursor xml) {
    double left = number(xml, "xtl");
    double top = number(xml, "ytl");
    double width = number(xml, "xbr") - left;
    double height = number(xml, "ybr") - top;
    double[] box = {left, top, width, height};
    double turn = xml.attribute("rotation") == null ? 0 : number(xml, "rotation");
    return turn == 0 ? box : upright(box, turn);
  }

  /** The smallest upright box around one turned about its centre, by degrees. */
  static double[] upright(double[] box, double degrees) {
    double cos = Math.abs(Math.cos(Math.toRadians(degrees)));
    double sin = Math.abs(Math.sin(Math.toRadians(degrees)));
    double width = box[2] * cos + box[3] * sin;
    double height = box[2] * sin + box[3] * cos;
    return new double[] {
      box[0] + (box[2] - width) / 2, box[1] + (box[3] - height) / 2, width, height
    };
  }

  private static double[] points(XmlCursor xml) {
    String[] pairs = xml.required("points").split(";", -1);
    double[] ring = new double[2 * pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      String[] pair = pairs[i].split(",", -1);
      if (pair.length != 2) {
        throw xml.fail("points has '" + Numbers.brief(pairs[i]) + "'; give x,y;x,y;...");
      }
      for (int j = 0; j < 2; j++) {
        String text = pair[j];
        ring[2 * i + j] = xml.located(() -> Numbers.parse("points", text));
      }
    }
    return ring;
  }

  private static double number(XmlCursor xml, String attribute) {
    String text = xml.required(attribute);
    return xml.located(() -> Numbers.parse(attribute, text));
  }

  private static int count(XmlCursor xml, String attribute) {
    String text = xml.required(attribute);
    return xml.located(() -> Numbers.count(attribute, text));
  }
}
