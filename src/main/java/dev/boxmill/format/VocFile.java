package dev.boxmill.format;

import dev.boxmill.data.Flag;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/** One of VOC's files, read by any thread and added by the one that builds. */
final class VocFile {
  private final String path;
  private final AnnotationsBuilder classes;
  private final FileProblems problems = new FileProblems();
  private final List<FoundObject> objects = new ArrayList<>();

  /** Null where the file cannot be used. */
  private String name;

  private int width;
  private int height;

  /** Where the file ends, for messages. */
  private String end;

  private VocFile(String path, AnnotationsBuilder classes) {
    this.path = path;
    this.classes = classes;
  }

  /**
   * Reads a file; what is wrong with it comes to light when it is added.
   *
   * @param classes asked for the classes' names, and nothing else
   */
  static VocFile read(Source source, String path, AnnotationsBuilder classes) {
    VocFile file = new VocFile(path, classes);
    try (XmlCursor xml = new XmlCursor(source)) {
      file.image(xml);
    } catch (UserException e) {
      file.problems.add(e);
    }
    return file;
  }

  /** Adds the image and its objects, unless an earlier file did. */
  void addTo(AnnotationsBuilder built, ReadReport report) {
    problems.tell(report);
    if (name == null) {
      return;
    }
    int image = built.image(name, width, height);
    if (image < 0) {
      report.bad(
          new UserException(
              end
                  + ": image '"
                  + Numbers.oneLine(name)
                  + "' comes a second time; keep one of the files"));
    } else {
      objects.forEach(object -> object.addTo(built, image));
    }
  }

  private void image(XmlCursor xml) {
    String root = xml.root();
    if (!root.equals("annotation")) {
      throw xml.fail("the outermost element is <" + root + ">, not <annotation>; remove the file");
    }
    String found = "";
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      switch (child) {
        case "filename" -> found = xml.text();
        case "size" -> size(xml);
        case "object" -> {
          int open = xml.depth();
          try {
            objects.add(object(xml));
          } catch (UserException e) {
            if (xml.broken()) {
              throw e;
            }
            problems.add(e);
            xml.leaveTo(open - 1);
          }
        }
        default -> xml.skip();
      }
    }
    xml.end();
    name = found.isEmpty() ? FileNames.stem(FileNames.behind(path, "Annotations")) + ".jpg" : found;
    end = xml.place();
  }

  private void size(XmlCursor xml) {
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      switch (child) {
        case "width" -> width = xml.located(() -> Numbers.count("width", xml.text()));
        case "height" -> height = xml.located(() -> Numbers.count("height", xml.text()));
        default -> xml.skip();
      }
    }
  }

  private FoundObject object(XmlCursor xml) {
    String label = "";
    int flags = 0;
    double[] box = null;
    for (String child = xml.nextChild(); child != null; child = xml.nextChild()) {
      switch (child) {
        case "name" -> label = xml.text();
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
    String complaint = classes.complaint(label);
    if (complaint != null) {
      throw xml.fail(complaint);
    }
    return new FoundObject(label, box, flags, null, null);
  }

  private static int flag(XmlCursor xml, String field, Flag flag) {
    return xml.located(() -> flag.bit(Flags.parse(field, xml.text())));
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
      at[which] = xml.located(() -> Numbers.parse(corners.get(which), xml.text()));
      seen |= 1 << which;
    }
    for (int i = 0; i < 4; i++) {
      if ((seen & 1 << i) == 0) {
        throw xml.fail("the <bndbox> before here has no <" + corners.get(i) + ">; add it");
      }
    }
    double[] box = {at[0] - 1, at[1] - 1, at[2] - at[0] + 1, at[3] - at[1] + 1};
    xml.located(
        () -> {
          AnnotationsBuilder.check(box);
          return null;
        });
    return box;
  }
}
