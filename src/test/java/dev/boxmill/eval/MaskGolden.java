package dev.boxmill.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import dev.boxmill.geometry.Masks;
import dev.boxmill.geometry.RleString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads masks and keypoints of COCO's files as plainly as can be, for tests of what comes after.
 */
public final class MaskGolden {
  public static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  private MaskGolden() {}

  public static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  public static Polygons polygons(JsonNode rings) {
    List<double[]> all = new ArrayList<>();
    rings.forEach(ring -> all.add(doubles(ring)));
    return new Polygons(all.toArray(new double[0][]));
  }

  private static Segmentation segmentation(JsonNode node) {
    if (node.isArray()) {
      return polygons(node);
    }
    JsonNode counts = node.get("counts");
    int[] runs =
        counts.isTextual()
            ? RleString.decode(counts.asText())
            : StreamSupport.stream(counts.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    return new Rle(node.at("/size/0").asInt(), node.at("/size/1").asInt(), runs);
  }

  static Annotations truth(Path file) {
    JsonNode root = json(file);
    List<ImageInfo> images = new ArrayList<>();
    for (JsonNode i : root.get("images")) {
      images.add(
          new ImageInfo(
              i.get("id").asLong(),
              i.get("file_name").asText(),
              i.get("width").asInt(),
              i.get("height").asInt()));
    }
    List<Category> categories = new ArrayList<>();
    root.get("categories")
        .forEach(
            c -> categories.add(new Category(c.get("id").asInt(), c.get("name").asText(), "")));
    categories.sort(Comparator.comparingInt(Category::id));
    GroundTruthTable.Builder truths = new GroundTruthTable.Builder();
    for (JsonNode a : root.get("annotations")) {
      double[] box = doubles(a.get("bbox"));
      truths.add(
          new GroundTruth(
              a.get("id").asLong(),
              a.get("image_id").asLong(),
              a.get("category_id").asInt(),
              box[0],
              box[1],
              box[2],
              box[3],
              a.get("area").asDouble(),
              Flag.CROWD.bit(a.path("iscrowd").asInt() == 1),
              a.has("segmentation") ? segmentation(a.get("segmentation")) : null,
              a.has("keypoints") ? doubles(a.get("keypoints")) : null));
    }
    return new Annotations(
        ImageTable.of(images.toArray(new ImageInfo[0])), categories, truths.build());
  }

  static DetectionTable detections(Path file, Annotations truth) {
    DetectionTable.Builder table = new DetectionTable.Builder();
    long rank = 0;
    for (JsonNode d : json(file)) {
      long imageId = d.get("image_id").asLong();
      double[] box = d.has("bbox") ? doubles(d.get("bbox")) : new double[4];
      table.add(
          imageId,
          d.get("category_id").asInt(),
          box[0],
          box[1],
          box[2],
          box[3],
          d.get("score").asDouble(),
          rank++);
      if (d.has("segmentation")) {
        ImageInfo image = truth.images().image(truth.images().indexOf(imageId));
        table.mask(Masks.rle(segmentation(d.get("segmentation")), image.height(), image.width()));
      }
      if (d.has("keypoints")) {
        table.keypoints(doubles(d.get("keypoints")));
      }
    }
    return table.build();
  }
}
