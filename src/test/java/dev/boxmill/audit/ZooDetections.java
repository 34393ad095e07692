package dev.boxmill.audit;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.format.AnnotationFormats;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.store.AnnotationTrees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;

/**
 * What RT-DETR, YOLOv8 and Faster R-CNN of the zoo find in its 300 validation images, at scores of
 * .05 and more: {@code jobs/detect --images models/data/val --model models/models/MODEL.pt}, a line
 * a detection with model, image, category, box and score.
 */
public final class ZooDetections {
  static final String[] NAMES = {"RT-DETR", "YOLOv8", "Faster R-CNN"};

  private ZooDetections() {}

  static Annotations annotations() throws IOException {
    Configuration configuration = new Configuration();
    try (var tree =
        AnnotationTrees.open("--annotations", "models/data/annotations/val.json", configuration)) {
      return AnnotationFormats.recognise(tree).read(tree, ReadOptions.plain());
    }
  }

  /** By model, in the order of {@link #NAMES}. */
  public static List<DetectionTable> read() throws IOException {
    List<DetectionTable.Builder> models = new ArrayList<>();
    for (int m = 0; m < NAMES.length; m++) {
      models.add(new DetectionTable.Builder());
    }
    try (InputStream file =
            ZooDetections.class.getResourceAsStream("/golden/audit/zoo-val.csv.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
      long rank = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] cells = line.split(",", -1);
        double[] n = new double[cells.length];
        for (int i = 0; i < n.length; i++) {
          n[i] = Double.parseDouble(cells[i]);
        }
        models.get((int) n[0]).add((long) n[1], (int) n[2], n[3], n[4], n[5], n[6], n[7], rank++);
      }
    }
    return models.stream().map(DetectionTable.Builder::build).toList();
  }
}
