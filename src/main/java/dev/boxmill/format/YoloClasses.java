package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The classes of a YOLO data set.
 *
 * @param names in the order of their numbers
 * @param keypoints how many keypoints objects have; 0 for none
 * @param values numbers a keypoint: x, y and perhaps visibility
 */
record YoloClasses(List<String> names, int keypoints, int values) {
  private static final int MOST_BYTES = 1 << 24;
  private static final int MOST_CLASSES = 1_000_000;
  private static final int DEEPEST = 16;

  /** The file that names the classes: of several the first of the shallowest. */
  static Optional<String> file(FileTree tree) {
    String best = null;
    for (String path : tree.paths()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
      if (yaml || name.endsWith(".names") || name.equals("classes.txt")) {
        best = best == null || depth(path) < depth(best) ? path : best;
      }
    }
    return Optional.ofNullable(best);
  }

  private static long depth(String path) {
    return path.chars().filter(c -> c == '/').count();
  }

  static YoloClasses read(Source source) {
    YoloClasses classes = source.name().endsWith("ml") ? yaml(source) : lines(source);
    if (classes.names.isEmpty()) {
      throw new UserException(source.name() + ": names no classes; add them");
    }
    if (new HashSet<>(classes.names).size() < classes.names.size()) {
      throw new UserException(source.name() + ": a class name comes twice; rename one");
    }
    return classes;
  }

  private static YoloClasses lines(Source source) {
    List<String> names = new ArrayList<>();
    try (TextLines lines = new TextLines(source)) {
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        names.add(line);
      }
    }
    return new YoloClasses(names, 0, 0);
  }

  private static YoloClasses yaml(Source source) {
    LoaderOptions limits = new LoaderOptions();
    limits.setWarnOnDuplicateKeys(false);
    limits.setNestingDepthLimit(DEEPEST);
    limits.setMaxAliasesForCollections(DEEPEST);
    limits.setCodePointLimit(MOST_BYTES);
    try (InputStream in = source.open()) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      Object root = new Yaml(new SafeConstructor(limits)).load(text);
      if (!(root instanceof Map<?, ?> keys)) {
        throw new UserException(source.name() + ": no keys; give names: [...]");
      }
      int[] shape = {0, 0};
      if (keys.get("kpt_shape") instanceof List<?> sizes && sizes.size() == 2) {
        for (int i = 0; i < 2; i++) {
          shape[i] = sizes.get(i) instanceof Integer n ? n : -1;
        }
        if (shape[0] < 1 || shape[0] > MOST_CLASSES || shape[1] < 2 || shape[1] > 3) {
          throw new UserException(source.name() + ": kpt_shape is " + sizes + "; give [n, 2 or 3]");
        }
      }
      return new YoloClasses(names(source, keys.get("names")), shape[0], shape[1]);
    } catch (IOException e) {
      throw new UserException(source.name() + ": cannot be read (" + e + ")", e);
    } catch (YAMLException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UserException(
          source.name() + ": malformed YAML (" + reason + "); repair or write the file again", e);
    }
  }

  /** A list, or numbers with names in any order. */
  private static List<String> names(Source source, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).map(String::strip).toList();
    }
    Map<Integer, String> numbered = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (number, name) -> {
            if (!(number instanceof Integer n) || n < 0 || n >= map.size()) {
              throw new UserException(
                  source.name() + ": names has the number " + number + "; number from 0 on");
            }
            numbered.put(n, String.valueOf(name).strip());
          });
    }
    if (numbered.isEmpty()) {
      throw new UserException(source.name() + ": no list of names; give names: [...]");
    }
    return List.copyOf(numbered.values());
  }
}
