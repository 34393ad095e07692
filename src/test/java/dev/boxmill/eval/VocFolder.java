package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A folder of PASCAL VOC's XML and one of detections as text, a file an image: class, score, xmin,
 * ymin, xmax, ymax. Pixels count from 1 and belong to the box, so left = xmin - 1, width = xmax -
 * xmin + 1.
 */
record VocFolder(Annotations truth, DetectionTable detections) {

  /**
   * @param names the classes; a detection gives one of them or its position
   * @param difficult whether to read the flag
   */
  static VocFolder read(Path xml, Path text, List<String> names, boolean difficult)
      throws Exception {
    List<Category> categories = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      categories.add(new Category(k, names.get(k), ""));
    }
    List<ImageInfo> images = new ArrayList<>();
    GroundTruthTable.Builder truths = new GroundTruthTable.Builder();
    DetectionTable.Builder detections = new DetectionTable.Builder();
    DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    for (Path file : sorted(xml)) {
      String stem = file.getFileName().toString().replace(".xml", "");
      long image = images.size();
      images.add(new ImageInfo(image, stem + ".jpg", 0, 0));
      NodeList objects = parser.parse(file.toFile()).getElementsByTagName("object");
      for (int i = 0; i < objects.getLength(); i++) {
        Element object = (Element) objects.item(i);
        double x = number(object, "xmin") - 1;
        double y = number(object, "ymin") - 1;
        double w = number(object, "xmax") - x;
        double h = number(object, "ymax") - y;
        int flags = Flag.DIFFICULT.bit(difficult && number(object, "difficult") == 1);
        int category = names.indexOf(text(object, "name"));
        truths.add(
            new GroundTruth(truths.size(), image, category, x, y, w, h, w * h, flags, null, null));
      }
      Path found = text.resolve(stem + ".txt");
      for (String line : Files.exists(found) ? Files.readAllLines(found) : List.<String>of()) {
        String[] field = line.trim().split("\\s+", -1);
        int category =
            names.contains(field[0]) ? names.indexOf(field[0]) : Integer.parseInt(field[0]);
        double x = Double.parseDouble(field[2]) - 1;
        double y = Double.parseDouble(field[3]) - 1;
        double w = Double.parseDouble(field[4]) - x;
        double h = Double.parseDouble(field[5]) - y;
        double score = Double.parseDouble(field[1]);
        detections.add(image, category, x, y, w, h, score, detections.size());
      }
    }
    return new VocFolder(
        new Annotations(
            ImageTable.of(images.toArray(new ImageInfo[0])), categories, truths.build()),
        detections.build());
  }

  private static List<Path> sorted(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String text(Element of, String tag) {
    return of.getElementsByTagName(tag).item(0).getTextContent().trim();
  }

  private static double number(Element of, String tag) {
    NodeList found = of.getElementsByTagName(tag);
    return found.getLength() == 0 ? 0 : Double.parseDouble(text(of, tag));
  }
}
