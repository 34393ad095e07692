package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads YOLO's label files. */
final class YoloReader {
  private static final String FOLDERS = "labels?|images?|obj_\\w*data";

  /** Text files of other meaning that lie beside labels. */
  private static final Set<String> OTHER =
      Set.of("classes.txt", "readme.txt", "license.txt", "notes.txt", "requirements.txt");

  /** Texts held until all lists are known are this part of the memory, 1,000,000 files of 4 GB. */
  private static final int PART = 16;

  private final FileTree tree;
  private final ReadOptions options;
  private final int threads;
  private final LabelFiles labels;
  private YoloClasses classes;

  YoloReader(FileTree tree, ReadOptions options, int threads) {
    this.tree = tree;
    this.options = options;
    this.threads = threads;
    labels = new LabelFiles(tree, FOLDERS, ".jpg", options.sizes(), threads);
  }

  Annotations read() throws IOException {
    classes =
        options.classes().isEmpty()
            ? YoloClasses.file(tree)
                .map(path -> YoloClasses.read(tree.source(path)))
                .orElseThrow(
                    () ->
                        new UserException(
                            tree.name() + ": no data.yaml, .names file or classes.txt; add one"))
            : new YoloClasses(options.classes(), 0, 0);
    List<String> files =
        tree.ending(".txt").stream()
            .filter(
                path ->
                    !OTHER.contains(
                        path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT)))
            .toList();
    AnnotationsBuilder built = new AnnotationsBuilder(classes.names(), options.heapBytes());
    labels.read(labels(files), built, options.report(), this::object);
    labels.addOthers(built);
    return built.build();
  }

  /**
   * The files that are no lists of images; what lists name is known from now on.
   *
   * <p>Any file may be a list, and lists tell how a label file's image is called. So no label is
   * used before all files were opened, and what was read is held as far as memory allows.
   */
  private List<LabelText> labels(List<String> files) throws IOException {
    List<LabelText> found = new ArrayList<>();
    long free = Runtime.getRuntime().maxMemory() / PART;
    try (InOrder<String, LabelText> texts =
        new InOrder<>(files, path -> LabelText.of(tree, path), threads)) {
      while (texts.hasNext()) {
        LabelText text = texts.next();
        if (text.problem() != null) {
          options.report().bad(text.problem());
        } else if (text.isList()) {
          list(text);
        } else {
          if (text.held() > free) {
            text.forget();
          }
          free -= text.held();
          found.add(text);
        }
      }
    }
    return found;
  }

  private void list(LabelText text) {
    try (TextLines lines = text.lines(tree)) {
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        if (FileNames.isImage(line)) {
          labels.know(line);
        } else {
          options.report().bad(lines.fail("no image file; list one image a line"));
        }
      }
    } catch (UserException e) {
      options.report().bad(e);
    }
  }

  private FoundObject object(ImageInfo info, String... columns) {
    int number = Numbers.count("class", columns[0]);
    if (number >= classes.names().size()) {
      throw new UserException(
          "class " + number + " has no name; name it, or number classes from 0 on");
    }
    AnnotationsBuilder.requireSize(info);
    double[] at = new double[columns.length - 1];
    for (int i = 0; i < at.length; i++) {
      at[i] = Numbers.parse("column " + (i + 2), columns[i + 1]);
    }
    String name = classes.names().get(number);
    int pose = 4 + classes.keypoints() * classes.values();
    if (at.length == 4 || (classes.keypoints() > 0 && at.length == pose)) {
      double w = at[2] * info.width();
      double h = at[3] * info.height();
      double[] box = {at[0] * info.width() - w / 2, at[1] * info.height() - h / 2, w, h};
      AnnotationsBuilder.check(box);
      return new FoundObject(name, box, 0, null, at.length == 4 ? null : keypoints(at, info));
    } else if (at.length >= 6 && at.length % 2 == 0 && classes.keypoints() == 0) {
      for (int i = 0; i < at.length; i++) {
        at[i] *= i % 2 == 0 ? info.width() : info.height();
      }
      double[] box = AnnotationsBuilder.around(at);
      AnnotationsBuilder.check(box);
      return new FoundObject(name, box, 0, new Polygons(new double[][] {at}), null);
    } else {
      throw new UserException(
          columns.length
              + " columns; give 5 (class, centre x and y, width, height)"
              + (columns.length == 6 ? "; six are detections with scores, no labels" : ""));
    }
  }

  private double[] keypoints(double[] at, ImageInfo info) {
    double[] points = new double[3 * classes.keypoints()];
    for (int i = 0; i < classes.keypoints(); i++) {
      double[] point =
          Arrays.copyOfRange(at, 4 + i * classes.values(), 4 + (i + 1) * classes.values());
      points[3 * i] = point[0] * info.width();
      points[3 * i + 1] = point[1] * info.height();
      points[3 * i + 2] = point.length == 3 ? point[2] : 2;
    }
    return points;
  }
}
