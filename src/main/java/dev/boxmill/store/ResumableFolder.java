package dev.boxmill.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder written in waves, which a later run with the same description goes on with. It appears
 * complete or, on an object store, marked until it is, as {@link AtomicOutput} does it. In the
 * making it is called {@code .NAME.unfinished} beside its place and holds
 *
 * <ul>
 *   <li>{@link AtomicOutput#UNFINISHED}: what the run is, as JSON; removed last;
 *   <li>{@code _waves/NNNNNN.json}: a wave that is safe, {@link WaveLog};
 *   <li>{@code _tries/*}: what died with its process, {@link TryNotes};
 *   <li>{@code _owner}: the process at work, {@link RunOwner}.
 * </ul>
 */
public final class ResumableFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WAVES = "_waves";
  private static final String TRIES = "_tries";
  private static final String OWNER = "_owner";
  private static final String OPTION = "--out ";

  private final String given;
  private final FileSystem files;
  private final Path target;
  private final Path place;
  private final boolean replaces;
  private final WaveLog log;
  private final RunOwner owner;
  private boolean committed;

  private ResumableFolder(
      String given,
      FileSystem files,
      Path target,
      Path place,
      Map<String, String> run,
      boolean overwrite)
      throws IOException {
    this.given = given;
    this.files = files;
    this.target = target;
    this.place = place;
    replaces = overwrite;
    Path mark = new Path(place, AtomicOutput.UNFINISHED);
    Path waves = new Path(place, WAVES);
    if (files.exists(place)) {
      if (RunOwner.atWork(files, new Path(place, OWNER))) {
        throw new UserException(OPTION + given + ": another run is writing it; wait for its end");
      }
      // Without a mark nothing in there was ever safe.
      boolean sound = files.exists(mark);
      String change = sound ? change(WaveLog.read(files, mark), run) : null;
      if (change != null && !overwrite) {
        throw new UserException(
            OPTION
                + given
                + ": holds an unfinished run with "
                + change
                + "; give what it was given to go on with it, or --overwrite to start anew");
      }
      if (!sound || change != null) {
        files.delete(place, true);
      }
    }
    if (!files.exists(mark)) {
      files.mkdirs(place);
      WaveLog.write(files, mark, JSON.writeValueAsString(run));
    }
    owner = RunOwner.take(files, new Path(place, OWNER));
    // What a killed run was at when it was killed is no suspect.
    files.delete(new Path(place, TRIES), true);
    files.mkdirs(waves);
    log = new WaveLog(files, place, waves);
    log.clean();
  }

  /**
   * Begins, or goes on with what a killed run left.
   *
   * @param given path or URI of the folder, as the user gave it
   * @param run what decides on the content, by name
   * @param overwrite whether a finished folder of detect, or another unfinished run, may be lost
   * @param configuration of the file system
   * @return the folder, owned by this process until closed
   * @throws UserException when something is there that may not be lost, or nothing can be written
   */
  public static ResumableFolder open(
      String given, Map<String, String> run, boolean overwrite, Configuration configuration) {
    try {
      Path path = new Path(given);
      FileSystem files = path.getFileSystem(configuration);
      Path target = files.makeQualified(path);
      if (target.getParent() == null) {
        throw new UserException(OPTION + given + ": choose a place below the root");
      }
      files.setWriteChecksum(false);
      boolean inPlace = AtomicOutput.isObjectStore(files);
      // Also elsewhere, where a run was killed between its last two steps.
      boolean marked = files.exists(new Path(target, AtomicOutput.UNFINISHED));
      if (files.exists(target) && !marked) {
        if (!overwrite) {
          throw new UserException(
              OPTION + given + ": already there; remove it, choose another or give --overwrite");
        }
        FormerRun.requireRows(given, files, target);
        if (inPlace) {
          files.delete(target, true);
        }
      }
      Path beside = new Path(target.getParent(), "." + target.getName() + ".unfinished");
      return new ResumableFolder(
          given, files, target, inPlace || marked ? target : beside, run, overwrite);
    } catch (IOException | RuntimeException e) {
      throw e instanceof UserException mistake ? mistake : unwritable(given, e);
    }
  }

  /** What differs, in words; null for nothing. */
  private static String change(String former, Map<String, String> run) {
    Map<String, String> before;
    try {
      before = JSON.readValue(former, new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      return "a mark that cannot be read";
    }
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(run.keySet());
    for (String name : names) {
      String then = before.get(name);
      String now = run.get(name);
      if (!Objects.equals(then, now)) {
        return "another " + name + " (" + told(then) + ", now " + told(now) + ")";
      }
    }
    return null;
  }

  private static String told(String value) {
    return value == null ? "none" : value.length() > 40 ? value.substring(0, 40) + "..." : value;
  }

  /** {@return where the data files go} */
  public Path place() {
    return place;
  }

  /** {@return where tasks note what they try; there while the folder is in the making} */
  public Path tries() {
    return new Path(place, TRIES);
  }

  /**
   * {@return what was said of each wave that is safe, in their order, those of former runs first}
   */
  public List<JsonNode> waves() {
    return log.facts();
  }

  /**
   * Makes the data files written since the last wave safe.
   *
   * @param facts kept with the wave, for {@link #waves} of a later run
   */
  public void commitWave(JsonNode facts) {
    try {
      log.commit(facts);
    } catch (IOException e) {
      throw unwritable(given, e);
    }
  }

  /**
   * Writes a file in the folder, over one of that name.
   *
   * @param name without folders
   * @param text written as UTF-8
   */
  public void writeText(String name, String text) {
    try (OutputStream out = files.create(new Path(place, name), true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(given, e);
    }
  }

  /**
   * {@return whether a file of that name is in the folder}
   *
   * @param name without folders
   */
  public boolean holds(String name) {
    try {
      return files.exists(new Path(place, name));
    } catch (IOException e) {
      throw unwritable(given, e);
    }
  }

  /** Puts the folder in its place. */
  public void commit() {
    owner.close();
    try {
      if (!place.equals(target)) {
        if (replaces && files.exists(target)) {
          FormerRun.requireRows(given, files, target);
          files.delete(target, true);
        }
        if (files.exists(target) || !files.rename(place, target)) {
          throw new IOException("something else appeared there meanwhile");
        }
      }
      if (!files.delete(new Path(target, AtomicOutput.UNFINISHED), false)) {
        throw new IOException("somebody removed it meanwhile");
      }
      committed = true;
      files.delete(new Path(target, OWNER), false);
      files.delete(new Path(target, WAVES), true);
      files.delete(new Path(target, TRIES), true);
    } catch (IOException e) {
      throw unwritable(given, e);
    }
  }

  /** Keeps what is safe for the next run; where nothing is, nothing stays. */
  @Override
  public void close() {
    owner.close();
    if (committed) {
      return;
    }
    try {
      if (log.facts().isEmpty()) {
        files.delete(place, true);
      } else {
        files.delete(new Path(place, OWNER), false);
      }
    } catch (IOException e) {
      // The failure that brought us here matters more, and the mark stays.
      return;
    }
  }

  private static UserException unwritable(String given, Exception e) {
    return new UserException(
        OPTION
            + given
            + ": cannot be written ("
            + StoreErrors.reason(e)
            + "); choose another place",
        e);
  }
}
