package dev.boxmill.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Whether a folder is what a finished detect run wrote, and nothing besides: it may be lost. */
final class FormerRun {
  private static final String FACTS = "_run.json";
  private static final Pattern IMAGE_FILE = Pattern.compile("\\.(txt|xml|jpg)$|^data\\.yaml$");

  private FormerRun() {}

  /**
   * Looks before detect's {@code --out} is deleted.
   *
   * @throws UserException when the folder is, or holds, anything else
   */
  static void requireRows(String given, FileSystem files, Path folder) throws IOException {
    requireFacts(given, files, folder);
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      boolean rows = name.startsWith("part-") && !entry.isDirectory();
      if (!isHidden(name) && !name.equals("drawn") && !rows) {
        throw refused(given, "it also holds " + name);
      }
    }
  }

  /**
   * Looks before a folder of files for images is deleted.
   *
   * @throws UserException when the folder is, or holds, anything else
   */
  static void requireImageFiles(String given, FileSystem files, Path folder) throws IOException {
    if (!files.exists(new Path(folder, AtomicOutput.UNFINISHED))) {
      requireFacts(given, files, folder);
    }
    requireImageFilesIn(given, files, folder);
  }

  private static void requireImageFilesIn(String given, FileSystem files, Path folder)
      throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      if (entry.isDirectory()) {
        requireImageFilesIn(given, files, entry.getPath());
      } else if (!isHidden(name) && !IMAGE_FILE.matcher(name).find()) {
        throw refused(given, "it also holds " + name);
      }
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private static void requireFacts(String given, FileSystem files, Path folder) throws IOException {
    Path facts = new Path(folder, FACTS);
    JsonNode run = files.exists(facts) ? read(files, facts) : null;
    if (run == null || !run.path("job").asText().equals("detect")) {
      throw refused(given, "it is no result of detect");
    }
  }

  private static JsonNode read(FileSystem files, Path facts) throws IOException {
    try {
      return new ObjectMapper().readTree(WaveLog.read(files, facts));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return null;
    }
  }

  private static UserException refused(String given, String why) {
    return new UserException(
        "--out " + given + ": --overwrite does not remove it, since " + why + "; remove it first");
  }
}
