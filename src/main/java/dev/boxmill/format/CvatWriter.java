package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.IOException;

/** Writes CVAT's XML: boxes alone. */
final class CvatWriter {

  private CvatWriter() {}

  static void write(Annotations all, FileSink sink) throws IOException {
    FileNames.requireDistinct(all, "CVAT");
    ObjectsByImage objects = new ObjectsByImage(all);
    try (XmlText xml = new XmlText(sink.create("annotations.xml"))) {
      xml.open("annotations").text("version", "1.1");
      xml.open("meta").open("task").open("labels");
      for (Category category : all.categories()) {
        xml.open("label").text("name", category.name()).open("attributes").shut().shut();
      }
      xml.shut().shut().shut();
      for (int i = 0; i < all.images().size(); i++) {
        image(xml, all, i, objects.of(i));
      }
      xml.shut();
    }
  }

  private static void image(XmlText xml, Annotations all, int index, int... rows)
      throws IOException {
    ImageInfo image = all.images().image(index);
    if (image.id() < 0) {
      throw new UserException(
          "image id " + image.id() + ": CVAT has none below 0; renumber the images");
    }
    xml.open(
        "image",
        "id",
        Long.toString(image.id()),
        "name",
        image.fileName(),
        "width",
        Integer.toString(image.width()),
        "height",
        Integer.toString(image.height()));
    for (int row : rows) {
      GroundTruth o = all.groundTruths().groundTruth(row);
      xml.empty(
          "box",
          "label",
          all.categories().get(all.categoryIndex(o.categoryId())).name(),
          "source",
          "manual",
          "occluded",
          Flags.text(o.has(Flag.OCCLUDED)),
          "xtl",
          Numbers.text(o.x()),
          "ytl",
          Numbers.text(o.y()),
          "xbr",
          Numbers.text(o.x() + o.w()),
          "ybr",
          Numbers.text(o.y() + o.h()),
          "z_order",
          "0");
    }
    xml.shut();
  }
}
