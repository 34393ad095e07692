package dev.boxmill.head;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a model file does not say of itself: its input, its classes and how its outputs become
 * boxes. Read from JSON (docs/formats/descriptor.md); unknown keys are ignored, so a descriptor may
 * carry notes.
 */
public final class Descriptor {
  /** Stands in {@link #categoryIds()} for a class whose detections are dropped. */
  public static final int DROPPED = Integer.MIN_VALUE;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String json;
  private final String source;
  private final JsonKeys keys;
  private final String family;
  private final Preprocessing preprocessing;
  private final List<String> classes;
  private final int[] categoryIds;
  private final boolean bestLabelOnly;
  private final OptionalDouble nmsIou;

  private Descriptor(String json, String source, JsonNode root) {
    this.json = json;
    this.source = source;
    keys = new JsonKeys(root, source, "");
    family = keys.text("family");
    preprocessing = PreprocessingReader.read(keys);
    classes = keys.texts("classes");
    categoryIds = readCategoryIds();
    bestLabelOnly = readBestLabelOnly();
    nmsIou =
        keys.has("nms_iou")
            ? OptionalDouble.of(
                keys.number("nms_iou", "a number in [0, 1], or null", v -> v >= 0 && v <= 1))
            : OptionalDouble.empty();
  }

  /**
   * Reads a descriptor file.
   *
   * @param file JSON in UTF-8
   * @return named by its path in errors
   * @throws UserException naming the file, the key and what is expected
   */
  public static Descriptor load(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new UserException(
          file + ": no descriptor can be read there; give the model's JSON with --descriptor", e);
    }
  }

  /**
   * Reads a descriptor from text.
   *
   * @param json an object; keys that nobody knows are kept and ignored
   * @param source names the text in errors, as a path does
   * @return its head's own parameters are not read yet, see {@link HeadDecoder#prepare}
   * @throws UserException naming the source, the key and what is expected
   */
  public static Descriptor parse(String json, String source) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root == null || !root.isObject()) {
        throw new UserException(source + ": not a descriptor; give a JSON object");
      }
      return new Descriptor(json, source, root);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new UserException(
          source
              + where
              + ": not JSON ("
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + ")",
          e);
    }
  }

  private int[] readCategoryIds() {
    int[] ids = new int[classes.size()];
    if (!keys.has("category_ids")) {
      for (int i = 0; i < ids.length; i++) {
        ids[i] = i + 1;
      }
      return ids;
    }
    JsonNode given = keys.raw("category_ids");
    String expected = classes.size() + " integers or nulls, one a class";
    if (!given.isArray() || given.size() != ids.length) {
      throw keys.wrong("category_ids", expected);
    }
    for (int i = 0; i < ids.length; i++) {
      JsonNode id = given.get(i);
      if (!id.isNull() && !id.isInt()) {
        throw keys.wrong("category_ids", expected);
      }
      ids[i] = id.isNull() ? DROPPED : id.intValue();
    }
    return ids;
  }

  private boolean readBestLabelOnly() {
    String labels = keys.has("labels") ? keys.text("labels") : "all";
    if (!labels.equals("best") && !labels.equals("all")) {
      throw keys.wrong("labels", "\"best\" or \"all\"");
    }
    return labels.equals("best");
  }

  /**
   * The same for an input of another size.
   *
   * @param height of the input, pixels
   * @param width of the input, pixels
   * @return a copy; anchors and the like stay as they are
   */
  public Descriptor withInput(int height, int width) {
    ObjectNode root = keys.copy();
    root.putArray("input").add(3).add(height).add(width);
    return new Descriptor(root.toString(), source, root);
  }

  /** {@return the model's name; its family where it has none} */
  public String name() {
    return keys.has("name") ? keys.text("name") : family;
  }

  /** {@return the head's id, as in {@link HeadDecoder#id}} */
  public String family() {
    return family;
  }

  /** {@return how images become inputs; also holds the input's size} */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** {@return class names in the order of the model's outputs} */
  public List<String> classes() {
    return classes;
  }

  /**
   * {@return the annotations' id of each class, {@link #DROPPED} for a class to leave out; a copy}
   */
  public int[] categoryIds() {
    return categoryIds.clone();
  }

  /**
   * {@return whether a candidate keeps its best class only, rather than every class above the
   * threshold}
   */
  public boolean bestLabelOnly() {
    return bestLabelOnly;
  }

  /** {@return IoU threshold of NMS, in [0, 1]; empty for models that need none} */
  public OptionalDouble nmsIou() {
    return nmsIou;
  }

  /** {@return the text it was read from} */
  public String json() {
    return json;
  }

  /** {@return where it was read from, for errors} */
  public String source() {
    return source;
  }

  /** The parameters of heads: anchors, strides and the like. */
  JsonKeys keys() {
    return keys;
  }
}
