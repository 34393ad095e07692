package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.Writer;

/** Writes labels/NAME.txt for every image, images.txt with the images' names, and data.yaml. */
final class YoloWriter {

  private YoloWriter() {}

  static void write(Annotations all, FileSink sink) throws IOException {
    try (Writer out = YoloFormat.writer(sink, "data.yaml")) {
      out.write("path: .\ntrain: images.txt\nval: images.txt\nnames:\n");
      int number = 0;
      for (Category category : all.categories()) {
        out.write("  " + number++ + ": " + quoted(category.name()) + "\n");
      }
    }
    try (Writer out = YoloFormat.writer(sink, "images.txt")) {
      for (int i = 0; i < all.images().size(); i++) {
        out.write("./images/" + all.images().fileName(i) + "\n");
      }
    }
    ObjectsByImage objects = new ObjectsByImage(all);
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      int[] rows = objects.of(i);
      if (rows.length > 0) {
        requireSize(image, "YOLO");
      }
      String path = "labels/" + FileNames.stem(image.fileName()) + ".txt";
      try (Writer out = YoloFormat.writer(sink, path)) {
        for (int row : rows) {
          GroundTruth o = all.groundTruths().groundTruth(row);
          out.write(
              all.categoryIndex(o.categoryId())
                  + " "
                  + Numbers.relative((o.x() + o.w() / 2) / image.width())
                  + " "
                  + Numbers.relative((o.y() + o.h() / 2) / image.height())
                  + " "
                  + Numbers.relative(o.w() / image.width())
                  + " "
                  + Numbers.relative(o.h() / image.height())
                  + "\n");
        }
      }
    }
  }

  /** Fails where a format with relative coordinates lacks an image's size. */
  static void requireSize(ImageInfo image, String format) {
    if (image.width() < 1 || image.height() < 1) {
      throw new UserException(
          "image '"
              + image.fileName()
              + "' has no width and height, which "
              + format
              + " needs; add them, or say where images are");
    }
  }

  static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == 0x7F) {
        throw new UserException(
            "class '" + Numbers.oneLine(name) + "' has a control character; rename it");
      }
      quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
    }
    return quoted.append('"').toString();
  }
}
