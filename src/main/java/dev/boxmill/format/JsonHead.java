package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What kind of JSON a tree holds, by the beginning of its only JSON file. */
final class JsonHead {
  private static final int BYTES = 1 << 16;

  private JsonHead() {}

  /** The beginning of the only JSON file from its first bracket on, or the empty string. */
  static String of(FileTree tree) throws IOException {
    List<String> files = tree.single() ? tree.paths() : tree.ending(".json");
    if (files.size() != 1) {
      return "";
    }
    try (InputStream in = tree.open(files.get(0))) {
      // Keys are ASCII, and whatever else there is does not matter.
      String head = new String(in.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
      String text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
      String filled = text.stripLeading();
      return filled.startsWith("{") || filled.startsWith("[") ? filled : "";
    }
  }

  /** The file to read. */
  static Source file(FileTree tree) {
    List<String> files = tree.single() ? tree.paths() : tree.ending(".json");
    if (files.size() != 1) {
      throw new UserException(
          tree.name() + ": holds " + files.size() + " JSON files; name the one to read");
    }
    return tree.source(files.get(0));
  }

  static boolean isLvis(String head) {
    return head.startsWith("{")
        && (head.contains("\"neg_category_ids\"")
            || head.contains("\"not_exhaustive_category_ids\""));
  }

  /**
   * Whether the only JSON file is a panoptic one: the key of its segments comes before the first
   * class of an object, which COCO's other files say beside the box. May read past many images.
   */
  static boolean isPanoptic(FileTree tree, String head) throws IOException {
    if (!head.startsWith("{")) {
      return false;
    }
    String segments = "\"segments_info\"";
    String object = "\"category_id\"";
    try (InputStream in = file(tree).open()) {
      String rest = "";
      byte[] block = in.readNBytes(BYTES);
      while (block.length > 0) {
        String text = rest + new String(block, StandardCharsets.ISO_8859_1);
        int segment = text.indexOf(segments);
        int other = text.indexOf(object);
        if (segment >= 0 || other >= 0) {
          return segment >= 0 && (other < 0 || segment < other);
        }
        rest = text.substring(Math.max(0, text.length() - segments.length()));
        block = in.readNBytes(BYTES);
      }
    }
    return false;
  }

  static boolean isLabelStudio(String head) {
    boolean tasks = head.contains("\"annotations\"") || head.contains("\"completions\"");
    return head.startsWith("[")
        && (head.contains("\"original_width\"") || (tasks && head.contains("\"data\"")));
  }
}
