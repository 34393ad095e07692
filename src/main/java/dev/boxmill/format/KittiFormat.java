package dev.boxmill.format;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.error.UserException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * KITTI's object labels: one text file an image, one line an object of 15 columns: class, share cut
 * off by the image's edge, how much is hidden (0 nothing, 1 part, 2 most, 3 not known), angle,
 * left, top, right, bottom, and seven numbers of the box in space, which are left out.
 *
 * <p>Corners are continuous edges, as in the benchmark's own evaluation: the width is right - left.
 * DontCare regions become objects of the class DontCare with the ignore flag. Images are PNG files
 * unless the files hold others of the same name.
 *
 * @see <a href="https://www.cvlibs.net/datasets/kitti/eval_object.php">KITTI object detection</a>
 */
@AutoService(AnnotationFormat.class)
public final class KittiFormat implements AnnotationFormat {
  private static final int COLUMNS = 15;
  private static final String DONT_CARE = "DontCare";
  private static final String FOLDERS = "label_\\d|labels?|image_\\d|images?";

  /** Values that the benchmark writes where there is no box in space. */
  private static final String NO_SPACE = " -1 -1 -1 -1000 -1000 -1000 -10";

  @Override
  public String id() {
    return "kitti";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    return LabelFiles.firstLine(tree, files(tree))
        .map(line -> line.split("\\s+"))
        .filter(c -> c.length == COLUMNS && !c[0].matches("[-+.\\d]+"))
        .isPresent();
  }

  private static List<String> files(FileTree tree) {
    return tree.single() ? tree.paths() : tree.ending(".txt");
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) throws IOException {
    return read(tree, options, Ahead.THREADS);
  }

  static Annotations read(FileTree tree, ReadOptions options, int threads) throws IOException {
    AnnotationsBuilder built = new AnnotationsBuilder(options.classes(), options.heapBytes());
    new LabelFiles(tree, FOLDERS, ".png", options.sizes(), threads)
        .read(
            files(tree).stream().map(LabelText::new).toList(),
            built,
            options.report(),
            (image, columns) -> object(built, columns));
    return built.build();
  }

  private static FoundObject object(AnnotationsBuilder classes, String... columns) {
    if (columns.length != COLUMNS) {
      throw new UserException(
          columns.length
              + " columns; give "
              + COLUMNS
              + ", class, truncated, occluded, alpha, ...");
    }
    String complaint = classes.complaint(columns[0]);
    if (complaint != null) {
      throw new UserException(complaint);
    }
    double truncated = Numbers.parse("truncated", columns[1]);
    double occluded = Numbers.parse("occluded", columns[2]);
    double left = Numbers.parse("left", columns[4]);
    double top = Numbers.parse("top", columns[5]);
    double[] box = {
      left,
      top,
      Numbers.parse("right", columns[6]) - left,
      Numbers.parse("bottom", columns[7]) - top
    };
    AnnotationsBuilder.check(box);
    int flags =
        Flag.TRUNCATED.bit(truncated > 0)
            | Flag.OCCLUDED.bit(occluded == 1 || occluded == 2)
            | Flag.IGNORE.bit(columns[0].equals(DONT_CARE));
    return new FoundObject(columns[0], box, flags, null, null);
  }

  @Override
  public boolean oneFile() {
    return false;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(Feature.TRUNCATED, Feature.OCCLUDED, Feature.EMPTY_IMAGES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    FileNames.requireDistinctStems(all, "KITTI");
    ObjectsByImage objects = new ObjectsByImage(all);
    for (int i = 0; i < all.images().size(); i++) {
      String path = "label_2/" + FileNames.stem(all.images().fileName(i)) + ".txt";
      try (Writer out =
          new BufferedWriter(new OutputStreamWriter(sink.create(path), StandardCharsets.UTF_8))) {
        for (int row : objects.of(i)) {
          GroundTruth o = all.groundTruths().groundTruth(row);
          out.write(line(o, all.categories().get(all.categoryIndex(o.categoryId())).name()));
        }
      }
    }
  }

  private static String line(GroundTruth o, String name) {
    if (name.isBlank() || name.matches("(?s).*\\s.*")) {
      throw new UserException(
          "class '"
              + Numbers.oneLine(name)
              + "': KITTI cannot hold spaces in names; rename it, e.g. with '_'");
    }
    return name
        + " "
        + Flags.text(o.has(Flag.TRUNCATED))
        + " "
        + Flags.text(o.has(Flag.OCCLUDED))
        + " -10 "
        + Numbers.text(o.x())
        + " "
        + Numbers.text(o.y())
        + " "
        + Numbers.text(o.x() + o.w())
        + " "
        + Numbers.text(o.y() + o.h())
        + NO_SPACE
        + "\n";
  }
}
