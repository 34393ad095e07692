package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes annotations-bbox.csv, class-descriptions.csv (names stand for machine ids), images.csv
 * with the images' sizes, and labels.csv where labels of images are known.
 */
final class OpenImagesWriter {

  private OpenImagesWriter() {}

  static void write(Annotations all, FileSink sink) throws IOException {
    try (Writer out = YoloFormat.writer(sink, "class-descriptions.csv")) {
      for (Category c : all.categories()) {
        String name = CsvTable.quoted(c.name());
        out.write(name + "," + name + "\n");
      }
    }
    try (Writer out = YoloFormat.writer(sink, "images.csv")) {
      out.write("ImageID,Width,Height\n");
      for (int i = 0; i < all.images().size(); i++) {
        ImageInfo image = all.images().image(i);
        out.write(CsvTable.quoted(image.fileName()) + "," + size(image) + "\n");
      }
    }
    boxes(all, sink);
    if (all.labels() != null) {
      labels(all, sink);
    }
  }

  private static String size(ImageInfo image) {
    return image.width() > 0 && image.height() > 0 ? image.width() + "," + image.height() : ",";
  }

  private static void boxes(Annotations all, FileSink sink) throws IOException {
    ObjectsByImage objects = new ObjectsByImage(all);
    try (Writer out = YoloFormat.writer(sink, "annotations-bbox.csv")) {
      out.write("ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,");
      out.write("IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\n");
      for (int i = 0; i < all.images().size(); i++) {
        ImageInfo image = all.images().image(i);
        for (int row : objects.of(i)) {
          YoloWriter.requireSize(image, "Open Images");
          GroundTruth o = all.groundTruths().groundTruth(row);
          out.write(CsvTable.quoted(image.fileName()) + ",xclick,");
          out.write(CsvTable.quoted(name(all, o.categoryId())) + ",1");
          out.write("," + Numbers.relative(o.x() / image.width()));
          out.write("," + Numbers.relative((o.x() + o.w()) / image.width()));
          out.write("," + Numbers.relative(o.y() / image.height()));
          out.write("," + Numbers.relative((o.y() + o.h()) / image.height()));
          out.write("," + Flags.text(o.has(Flag.OCCLUDED)));
          out.write("," + Flags.text(o.has(Flag.TRUNCATED)));
          out.write("," + Flags.text(o.has(Flag.GROUP_OF)));
          out.write("," + Flags.text(o.has(Flag.DEPICTION)));
          out.write("," + Flags.text(o.has(Flag.INSIDE)) + "\n");
        }
      }
    }
  }

  private static void labels(Annotations all, FileSink sink) throws IOException {
    try (Writer out = YoloFormat.writer(sink, "labels.csv")) {
      out.write("ImageID,Source,LabelName,Confidence\n");
      for (int i = 0; i < all.images().size(); i++) {
        String start = CsvTable.quoted(all.images().fileName(i)) + ",verification,";
        for (int id : all.labels().present(i)) {
          out.write(start + CsvTable.quoted(name(all, id)) + ",1\n");
        }
        for (int id : all.labels().absent(i)) {
          out.write(start + CsvTable.quoted(name(all, id)) + ",0\n");
        }
      }
    }
  }

  private static String name(Annotations all, int categoryId) {
    return all.categories().get(all.categoryIndex(categoryId)).name();
  }
}
