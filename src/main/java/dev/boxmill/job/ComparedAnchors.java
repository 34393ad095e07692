package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Anchors to compare with: published ones that come with BoxMill, or a file of this job. */
final class ComparedAnchors {
  private static final String PUBLISHED = "published-anchors.json";

  private ComparedAnchors() {}

  /**
   * What {@code --compare} names. Anchors of another input's size come twice: in their own pixels,
   * as a trainer has them whose input's size alone was changed, and scaled to the new size.
   *
   * @throws UserException when a name is unknown, or pixels of an input meet pixels of images
   */
  static List<AnchorSet> read(List<String> names, AnchorScale scale) {
    Map<String, JsonNode> published = published();
    List<AnchorSet> sets = new ArrayList<>();
    for (String name : names) {
      JsonNode node = published.containsKey(name) ? published.get(name) : file(name, published);
      String label = published.containsKey(name) ? name : Path.of(name).getFileName().toString();
      AnchorSet set = pixels(node, label, "--compare " + name);
      JsonNode input = node.path("inputSize");
      if (scale.partsOfImages() || input.isArray() != scale.input().isPresent()) {
        throw new UserException(
            "--compare "
                + name
                + (input.isArray()
                    ? ": was made for an input of " + sides(input) + "; give --input-size W,H"
                    : ": holds pixels of images, not of an input; give both the same --input-size"));
      }
      sets.add(set);
      if (input.isArray()) {
        InputSize own = scale.input().get();
        double factorW = own.width() / input.get(0).asDouble();
        double factorH = own.height() / input.get(1).asDouble();
        if (factorW != 1 || factorH != 1) {
          sets.add(set.scaled(label + " at " + own.width() + "," + own.height(), factorW, factorH));
        }
      }
    }
    return sets;
  }

  private static String sides(JsonNode input) {
    return input.path(0).asInt() + "," + input.path(1).asInt();
  }

  private static Map<String, JsonNode> published() {
    try (InputStream in = ComparedAnchors.class.getResourceAsStream(PUBLISHED)) {
      Map<String, JsonNode> sets = new LinkedHashMap<>();
      RunFacts.JSON.readTree(in).forEach(set -> sets.put(set.get("name").asText(), set));
      return sets;
    } catch (IOException e) {
      throw new InternalException("published anchors cannot be read", e);
    }
  }

  private static JsonNode file(String name, Map<String, JsonNode> published) {
    try {
      JsonNode root = RunFacts.JSON.readTree(Files.readString(Path.of(name)));
      if (!root.path("schema").asText().equals(AnchorsFile.SCHEMA)
          || root.path("anchors").isEmpty()) {
        throw new UserException("--compare " + name + ": give a file that anchors wrote");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new UserException(
          "--compare " + name + ": not JSON; give a file that anchors wrote", e);
    } catch (IOException e) {
      throw new UserException(
          "--compare "
              + name
              + ": no such file, and none of "
              + String.join(", ", published.keySet()),
          e);
    }
  }

  /** Anchors in pixels, whatever units they are written in. */
  static AnchorSet pixels(JsonNode node, String label, String source) {
    String units = node.path("units").asText("pixels");
    JsonNode input = node.path("inputSize");
    double unitW = 1;
    double unitH = 1;
    if (units.equals("grid")) {
      unitW = node.path("stride").asDouble();
      unitH = unitW;
    } else if (units.equals("relative")) {
      if (!input.isArray()) {
        throw new UserException(source + ": holds parts of images; make it with --input-size W,H");
      }
      unitW = input.path(0).asDouble();
      unitH = input.path(1).asDouble();
    }
    List<double[]> anchors = new ArrayList<>();
    for (JsonNode pair : node.path("anchors")) {
      double w = pair.path(0).asDouble() * unitW;
      double h = pair.path(1).asDouble() * unitH;
      if (!(w > 0 && h > 0)) {
        throw new UserException(source + ": 'anchors' needs pairs [width, height], found " + pair);
      }
      anchors.add(new double[] {w, h});
    }
    return levelled(node, label, anchors.toArray(double[][]::new));
  }

  /** Published anchors share out evenly; files say which level each is on. */
  private static AnchorSet levelled(JsonNode node, String label, double[]... anchors) {
    List<Integer> strides = new ArrayList<>();
    if (!node.has("levels")) {
      node.path("strides").forEach(stride -> strides.add(stride.asInt()));
      return AnchorSet.sharedOut(label, anchors, strides);
    }
    int[] levels = new int[anchors.length];
    for (JsonNode level : node.get("levels")) {
      int number = strides.size();
      strides.add(level.path("stride").asInt());
      for (JsonNode anchor : level.path("anchors")) {
        int at = anchor.asInt(-1);
        if (at < 0 || at >= anchors.length) {
          throw new UserException(
              label + ": 'levels' names an anchor " + at + " that is not there");
        }
        levels[at] = number;
      }
    }
    return new AnchorSet(label, Arrays.copyOf(anchors, anchors.length), strides, levels);
  }
}
