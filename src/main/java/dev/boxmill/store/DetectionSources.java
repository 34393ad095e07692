package dev.boxmill.store;

import dev.boxmill.error.UserException;
import dev.boxmill.format.Want;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens detections, whatever they are. */
public final class DetectionSources {
  private DetectionSources() {}

  /**
   * {@return detect's output folder, one of its Parquet files, or a COCO result file, for boxes}
   *
   * @param name path or URI as --detections gave it
   * @param configuration of the file system
   * @throws UserException when there is none
   */
  public static DetectionSource open(String name, Configuration configuration) {
    return open(name, Set.of(), configuration);
  }

  /**
   * The same with what is wanted beside boxes.
   *
   * @param name path or URI as --detections gave it
   * @param wanted empty: boxes only
   * @param configuration of the file system
   * @return the source, its content not read yet
   * @throws UserException when there is none, or it has boxes only
   */
  public static DetectionSource open(String name, Set<Want> wanted, Configuration configuration) {
    try {
      Path path = new Path(name);
      FileSystem files = path.getFileSystem(configuration);
      if (!files.exists(path)) {
        throw new UserException("--detections " + name + ": no such file or folder");
      }
      if (files.getFileStatus(path).isDirectory() || isParquet(files, path)) {
        if (!wanted.isEmpty()) {
          throw new UserException(
              "--detections "
                  + name
                  + ": holds boxes only, as detect writes them; give a COCO result JSON for masks"
                  + " or keypoints");
        }
        return DetectOutput.open(name, configuration);
      }
      return new ResultFile(name, wanted, configuration);
    } catch (IOException | IllegalArgumentException e) {
      throw StoreErrors.unreadable("--detections", name, e);
    }
  }

  private static boolean isParquet(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return Arrays.equals(in.readNBytes(4), new byte[] {'P', 'A', 'R', '1'});
    }
  }
}
