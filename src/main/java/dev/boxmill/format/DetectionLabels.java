package dev.boxmill.format;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An image's detections as a label file of their own, with scores. */
public enum DetectionLabels {
  /**
   * {@code class cx cy w h score} a line, in parts of the image's sides: what Ultralytics' {@code
   * save_txt} with {@code save_conf} writes.
   */
  YOLO(".txt") {
    @Override
    public void write(ImageDetections image, Map<Integer, Integer> classes, OutputStream stream)
        throws IOException {
      double width = image.width();
      double height = image.height();
      try (Writer out =
          new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))) {
        for (Detection d : image.detections()) {
          out.write(Integer.toString(classes.get(d.categoryId())));
          for (double value :
              new double[] {
                (d.x() + d.w() / 2) / width,
                (d.y() + d.h() / 2) / height,
                d.w() / width,
                d.h() / height
              }) {
            out.write(" " + Numbers.relative(value));
          }
          out.write(" " + Numbers.text(d.score()) + "\n");
        }
      }
    }
  },

  /**
   * PASCAL VOC's XML with a {@code confidence} in each object. Corners as {@link VocFormat} has
   * them, so that it reads them back.
   */
  VOC(".xml") {
    @Override
    public void write(ImageDetections image, Map<Integer, Integer> classes, OutputStream stream)
        throws IOException {
      try (XmlText xml = new XmlText(stream)) {
        String name = image.path().substring(image.path().lastIndexOf('/') + 1);
        xml.open("annotation").text("filename", plain(name));
        xml.open("size")
            .text("width", Integer.toString(image.width()))
            .text("height", Integer.toString(image.height()))
            .text("depth", "3")
            .shut();
        for (Detection d : image.detections()) {
          xml.open("object")
              .text("name", plain(d.label()))
              .text("difficult", "0")
              .text("confidence", Numbers.text(d.score()))
              .open("bndbox")
              .text("xmin", Numbers.text(d.x() + 1))
              .text("ymin", Numbers.text(d.y() + 1))
              .text("xmax", Numbers.text(d.x() + d.w()))
              .text("ymax", Numbers.text(d.y() + d.h()))
              .shut()
              .shut();
        }
        xml.shut();
      }
    }
  };

  private final String extension;

  DetectionLabels(String extension) {
    this.extension = extension;
  }

  /** {@return the extension of a label file, with its dot} */
  public String extension() {
    return extension;
  }

  /**
   * Writes one image's file and closes it.
   *
   * @param image one that could be read
   * @param classes the numbers, from 0, of all category ids
   * @param stream closed at the end
   * @throws IOException when the stream fails
   */
  public abstract void write(
      ImageDetections image, Map<Integer, Integer> classes, OutputStream stream) throws IOException;

  /**
   * {@return the text of YOLO's data.yaml}
   *
   * @param classes names by number, from 0
   */
  public static String dataYaml(List<String> classes) {
    StringBuilder yaml = new StringBuilder("names:\n");
    for (int i = 0; i < classes.size(); i++) {
      yaml.append("  ").append(i).append(": ").append(YoloWriter.quoted(classes.get(i)));
      yaml.append('\n');
    }
    return yaml.toString();
  }

  /** What XML cannot hold would end the whole run, for the name of one file. */
  private static String plain(String text) {
    return text.replaceAll("[\\x00-\\x1F\\uFFFE\\uFFFF]", "?");
  }
}
