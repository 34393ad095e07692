package dev.boxmill.job;

import dev.boxmill.error.InternalException;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.spark.DetectModel;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What decides on the rows of a detect run, by name: a run may go on with another's waves where all
 * of it is the same.
 */
final class RunIdentity {
  /** Where things lie or how many may fail; the checksums below tell what was found there. */
  private static final Set<String> NOT_CONTENT =
      Set.of("images", "image-root", "model", "descriptor", "max-errors", "proposals");

  private RunIdentity() {}

  /**
   * Puts it together.
   *
   * @param options as they are in force, by name
   * @param models in the user's order
   */
  static Map<String, String> of(
      Map<String, Object> options, List<DetectModel> models, List<ImageEntry> images) {
    Map<String, String> run = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          if (!NOT_CONTENT.contains(name)) {
            run.put("--" + name, String.valueOf(value));
          }
        });
    for (int i = 0; i < models.size(); i++) {
      String which = models.size() == 1 ? "" : " " + (i + 1);
      String descriptor = models.get(i).descriptor().json();
      run.put("model" + which, models.get(i).checksum());
      run.put(
          "descriptor" + which,
          sha256(out -> out.write(descriptor.getBytes(StandardCharsets.UTF_8))));
    }
    run.put("number of images", Integer.toString(images.size()));
    run.put("list of images", sha256(out -> write(images, new DataOutputStream(out))));
    run.put("version of BoxMill", Version.number());
    return run;
  }

  private static void write(List<ImageEntry> images, DataOutputStream out) throws IOException {
    for (ImageEntry image : images) {
      for (String text : List.of(image.path(), image.storage().name(), image.container())) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
      out.writeLong(image.position());
      out.writeLong(image.length());
      out.writeLong(image.extra());
    }
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static String sha256(Content content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new InternalException("no checksum", e);
    }
  }
}
