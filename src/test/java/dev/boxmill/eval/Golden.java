package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.format.CocoResults;
import dev.boxmill.format.Source;
import java.nio.file.Path;
import java.util.Random;

/** The data that COCO's golden results were made from. */
public final class Golden {
  public static final Path FOLDER = Path.of("src/test/resources/golden/coco");
  public static final Path EDGE_TRUTH = FOLDER.resolve("edge/edge_gt.json");
  public static final Path EDGE_DETECTIONS = FOLDER.resolve("edge/edge_dt.json");
  public static final Path TRUTH = FOLDER.resolve("workload300/gt.json");
  public static final Path DETECTIONS = FOLDER.resolve("workload300/dt.json");

  private Golden() {}

  public static Annotations truth(Path file) {
    return new CocoFormat().read(Source.file(file));
  }

  public static DetectionTable detections(Path file) {
    return CocoResults.read(Source.file(file));
  }

  /** Rows in random order; their ranks stay. */
  public static DetectionTable shuffled(DetectionTable table, Random random) {
    int[] rows = new int[table.size()];
    for (int i = 0; i < rows.length; i++) {
      int j = random.nextInt(i + 1);
      rows[i] = rows[j];
      rows[j] = i;
    }
    DetectionTable.Builder builder = new DetectionTable.Builder();
    for (int row : rows) {
      builder.add(table, row);
    }
    return builder.build();
  }
}
