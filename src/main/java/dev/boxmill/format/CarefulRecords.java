package dev.boxmill.format;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Rle;
import java.util.List;
import java.util.Set;

/** Reads detections one by one, with a message for every mistake. */
final class CarefulRecords {
  private static final List<String> FIELDS =
      List.of("image_id", "category_id", "bbox", "score", "segmentation", "keypoints");
  private static final int BOX = 4;

  private final JsonCursor json;
  private final CocoShapes shapes;
  private final boolean masks;
  private final boolean keypoints;
  private final double[] box = new double[4];
  private final DetectionTable.Builder rows = new DetectionTable.Builder();

  CarefulRecords(JsonCursor json, Set<Want> wanted) {
    this.json = json;
    this.shapes = new CocoShapes(json);
    this.masks = wanted.contains(Want.MASKS);
    this.keypoints = wanted.contains(Want.KEYPOINTS);
  }

  /** What was read since the rows were last built. */
  DetectionTable.Builder rows() {
    return rows;
  }

  /** Reads the object that the cursor has entered. */
  void read(long rank) {
    int line = json.line();
    long column = json.column();
    String whose = "entry " + rank;
    long image = 0;
    int category = 0;
    double score = 0;
    Rle mask = null;
    double[] points = null;
    int seen = 0;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      int field = FIELDS.indexOf(key);
      switch (field) {
        case 0 -> image = json.integer(key);
        case 1 -> category = json.integer32(key);
        case 2 -> {
          if (!json.box(key, masks || keypoints, box)) {
            continue;
          }
        }
        case 3 -> score = json.number(key);
        case 4 -> mask = mask(whose);
        case 5 -> points = points(whose);
        default -> json.skipValue();
      }
      seen |= field < 0 ? 0 : 1 << field;
    }
    for (int i = 0; i < FIELDS.size(); i++) {
      if ((seen & 1 << i) == 0 && needed(i)) {
        throw json.fail(line, column, whose + " has no '" + FIELDS.get(i) + "'; add it");
      }
    }
    rows.add(image, category, box[0], box[1], box[2], box[3], score, rank);
    if (mask != null || points != null) {
      CocoExtras.add(rows, (seen & BOX) != 0, mask, points);
    }
  }

  private boolean needed(int field) {
    return switch (field) {
      case 2 -> !masks && !keypoints;
      case 4 -> masks;
      case 5 -> keypoints;
      default -> true;
    };
  }

  private Rle mask(String whose) {
    if (masks) {
      return shapes.mask(whose);
    }
    json.skipValue();
    return null;
  }

  private double[] points(String whose) {
    if (keypoints) {
      return shapes.keypoints(whose);
    }
    json.skipValue();
    return null;
  }
}
