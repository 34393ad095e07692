package dev.boxmill.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The waves of a run that are safe: a file each, put in its place at once, which names the data
 * files of the wave and keeps what the run has to say of it. A data file that none names belongs to
 * a wave that did not end.
 */
final class WaveLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path folder;
  private final Path log;
  private final List<JsonNode> facts = new ArrayList<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * Reads what is there.
   *
   * @param folder of the data files
   * @param log folder of the waves' files; may be missing
   */
  WaveLog(FileSystem files, Path folder, Path log) throws IOException {
    this.files = files;
    this.folder = folder;
    this.log = log;
    for (int i = 0; files.exists(file(i)); i++) {
      JsonNode wave = JSON.readTree(read(files, file(i)));
      facts.add(wave.get("facts"));
      wave.get("files").forEach(name -> known.add(name.asText()));
    }
  }

  /** What was said of each wave, in their order. */
  List<JsonNode> facts() {
    return List.copyOf(facts);
  }

  /** Removes the data files of waves that did not end, and what Spark's writers left of them. */
  void clean() throws IOException {
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      boolean stray = isData(name) && !known.contains(name);
      if (stray || name.equals("_temporary") || name.startsWith("__magic")) {
        files.delete(entry.getPath(), true);
      }
    }
  }

  /** Makes the next wave safe: all data files that no other has. */
  void commit(JsonNode said) throws IOException {
    ObjectNode wave = JSON.createObjectNode();
    var names = wave.putArray("files");
    Set<String> added = new TreeSet<>();
    for (FileStatus entry : files.listStatus(folder)) {
      String name = entry.getPath().getName();
      if (isData(name) && !known.contains(name)) {
        added.add(name);
      }
    }
    added.forEach(names::add);
    wave.set("facts", said);
    write(files, file(facts.size()), wave.toString());
    known.addAll(added);
    facts.add(said);
  }

  private static boolean isData(String name) {
    return name.endsWith(".parquet");
  }

  private Path file(int wave) {
    return new Path(log, String.format("%06d.json", wave));
  }

  static String read(FileSystem files, Path file) throws IOException {
    try (var in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes a new file that appears complete or not at all. */
  static void write(FileSystem files, Path file, String text) throws IOException {
    // An object appears at once, and renaming one is a copy.
    boolean atOnce = AtomicOutput.isObjectStore(files);
    Path place = atOnce ? file : new Path(file.getParent(), "." + file.getName() + ".tmp");
    try (OutputStream out = files.create(place, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (!atOnce && !files.rename(place, file)) {
      throw new IOException("cannot rename to " + file);
    }
  }
}
