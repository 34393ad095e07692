package dev.boxmill.format;

import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/** One label file with its image's size, read by any thread and added by the one that builds. */
final class LabelFile {
  private final String file;
  private final FileProblems problems = new FileProblems();
  private final List<FoundObject> objects = new ArrayList<>();

  /** Null where the file or the image cannot be read. */
  private ImageInfo image;

  /** Makes an object of a line; called by several threads. */
  interface Row {
    FoundObject of(ImageInfo image, String... columns);
  }

  private LabelFile(String file) {
    this.file = file;
  }

  /** Reads a file; what is wrong with it comes to light when it is added. */
  static LabelFile read(FileTree tree, LabelText text, String image, ImageSizes sizes, Row row) {
    LabelFile file = new LabelFile(tree.source(text.path()).name());
    try (TextLines lines = text.lines(tree)) {
      file.image = LabelFiles.info(image, sizes);
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        try {
          file.objects.add(row.of(file.image, line.split("\\s+")));
        } catch (UserException e) {
          file.problems.add(lines.fail(e.getMessage()));
        }
      }
    } catch (UserException e) {
      file.problems.add(e);
    }
    return file;
  }

  /** Adds the image and its objects, unless an earlier file did. */
  void addTo(AnnotationsBuilder built, ReadReport report) {
    int number = image == null ? -1 : built.image(image.fileName(), image.width(), image.height());
    if (image != null && number < 0) {
      report.bad(new UserException(file + ": a second file about the same image; keep one"));
      return;
    }
    objects.forEach(object -> object.addTo(built, number));
    problems.tell(report);
  }
}
