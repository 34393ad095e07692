package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import java.io.IOException;

/** Writes Annotations/NAME.xml for every image. */
final class VocWriter {

  private VocWriter() {}

  static void write(Annotations all, FileSink sink) throws IOException {
    FileNames.requireDistinctStems(all, "VOC");
    ObjectsByImage objects = new ObjectsByImage(all);
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      String path = "Annotations/" + FileNames.stem(image.fileName()) + ".xml";
      try (XmlText xml = new XmlText(sink.create(path))) {
        xml.open("annotation").text("filename", image.fileName());
        if (image.width() > 0 && image.height() > 0) {
          xml.open("size")
              .text("width", Integer.toString(image.width()))
              .text("height", Integer.toString(image.height()))
              .text("depth", "3")
              .shut();
        }
        for (int row : objects.of(i)) {
          GroundTruth o = all.groundTruths().groundTruth(row);
          object(xml, o, all.categories().get(all.categoryIndex(o.categoryId())).name());
        }
        xml.shut();
      }
    }
  }

  private static void object(XmlText xml, GroundTruth o, String name) throws IOException {
    xml.open("object")
        .text("name", name)
        .text("pose", "Unspecified")
        .text("truncated", Flags.text(o.has(Flag.TRUNCATED)))
        .text("occluded", Flags.text(o.has(Flag.OCCLUDED)))
        .text("difficult", Flags.text(o.has(Flag.DIFFICULT)))
        .open("bndbox")
        .text("xmin", Numbers.text(o.x() + 1))
        .text("ymin", Numbers.text(o.y() + 1))
        .text("xmax", Numbers.text(o.x() + o.w()))
        .text("ymax", Numbers.text(o.y() + o.h()))
        .shut()
        .shut();
  }
}
