package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Open Images' CSV files. */
final class OpenImagesReader {
  private static final Map<String, Flag> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("IsOccluded", Flag.OCCLUDED);
    FLAGS.put("IsTruncated", Flag.TRUNCATED);
    FLAGS.put("IsGroupOf", Flag.GROUP_OF);
    FLAGS.put("IsDepiction", Flag.DEPICTION);
    FLAGS.put("IsInside", Flag.INSIDE);
  }

  private final FileTree tree;
  private final ReadOptions options;
  private final AnnotationsBuilder built;
  private final OpenImagesLabels labels = new OpenImagesLabels();
  private final Map<String, String> names = new HashMap<>();

  OpenImagesReader(FileTree tree, ReadOptions options) {
    this.tree = tree;
    this.options = options;
    built = new AnnotationsBuilder(options.classes(), options.heapBytes());
  }

  static List<String> files(FileTree tree) {
    return tree.single() ? tree.paths() : tree.ending(".csv");
  }

  static boolean hasBoxes(Source source) {
    try (CsvTable table = new CsvTable(source)) {
      return isBoxes(table.header());
    } catch (UserException e) {
      return false;
    }
  }

  private static boolean isBoxes(CsvTable table) {
    return table.has("ImageID", "LabelName", "XMin", "XMax", "YMin", "YMax");
  }

  Annotations read() {
    // Names and sizes are needed by the rows of the other files.
    files(tree).forEach(path -> pass(path, 0));
    files(tree).forEach(path -> pass(path, 1));
    return labels.with(built.build());
  }

  private void pass(String path, int pass) {
    try (CsvTable table = new CsvTable(tree.source(path)).header()) {
      boolean described = !table.has("ImageID");
      if (pass == 0 && described && table.row() != null && table.row().size() == 2) {
        // The first row is not a header.
        do {
          guarded(table, () -> description(table));
        } while (table.next());
      } else if (pass == 0 && !described && !table.has("LabelName")) {
        rows(table, () -> listed(table));
      } else if (pass == 1 && isBoxes(table)) {
        rows(table, () -> object(table));
      } else if (pass == 1 && table.has("ImageID", "LabelName", "Confidence")) {
        rows(table, () -> label(table));
      }
    } catch (UserException e) {
      options.report().bad(e);
    }
  }

  private void rows(CsvTable table, Runnable row) {
    while (table.next()) {
      guarded(
          table,
          () -> {
            table.requireWidth();
            row.run();
          });
    }
  }

  private void guarded(CsvTable table, Runnable row) {
    try {
      row.run();
    } catch (UserException e) {
      options.report().bad(table.fail(e.getMessage()));
    }
  }

  private void description(CsvTable table) {
    if (table.row() == null || table.row().size() != 2) {
      throw new UserException("no machine id and name; give two fields");
    }
    String name = table.row().get(1).strip();
    if (names.putIfAbsent(table.row().get(0).strip(), name) == null
        && built.complaint(name) == null) {
      built.category(name);
    }
  }

  private void listed(CsvTable table) {
    String name = fileName(table);
    if (built.find(name) >= 0) {
      throw new UserException("image '" + Numbers.oneLine(name) + "' comes twice; keep one row");
    }
    boolean sized = !table.get("Width").isEmpty() && !table.get("Height").isEmpty();
    if (sized) {
      int width = Numbers.count("Width", table.get("Width"));
      built.image(name, width, Numbers.count("Height", table.get("Height")));
    } else {
      LabelFiles.add(built, name, options.sizes());
    }
  }

  private static String fileName(CsvTable table) {
    String id = table.get("ImageID");
    if (id.isEmpty()) {
      throw new UserException("ImageID is empty; name the image");
    }
    return FileNames.isImage(id) ? id : id + ".jpg";
  }

  private int image(CsvTable table) {
    String name = fileName(table);
    int image = built.find(name);
    return image >= 0 ? image : LabelFiles.add(built, name, options.sizes());
  }

  private String category(CsvTable table) {
    String label = table.get("LabelName");
    String name = names.getOrDefault(label, label);
    String complaint = built.complaint(name);
    if (complaint != null) {
      throw new UserException(complaint);
    }
    return name;
  }

  private void object(CsvTable table) {
    String name = category(table);
    double left = coordinate(table, "XMin");
    double top = coordinate(table, "YMin");
    double w = coordinate(table, "XMax") - left;
    double h = coordinate(table, "YMax") - top;
    int flags = 0;
    for (Map.Entry<String, Flag> flag : FLAGS.entrySet()) {
      String text = table.get(flag.getKey());
      flags |= flag.getValue().bit(!text.equals("-1") && Flags.parse(flag.getKey(), text));
    }
    int image = image(table);
    ImageInfo info = built.sized(image);
    double[] box = {left * info.width(), top * info.height(), w * info.width(), h * info.height()};
    AnnotationsBuilder.check(box);
    built.object(image, name, box, flags);
  }

  /** Some programs write the decimal comma of their country, in quotes then. */
  private static double coordinate(CsvTable table, String column) {
    return Numbers.parse(column, table.get(column).replace(',', '.'));
  }

  private void label(CsvTable table) {
    String name = category(table);
    double confidence = Numbers.parse("Confidence", table.get("Confidence"));
    if (confidence != 0 && confidence != 1) {
      options.report().leaveOut("labels of images that no one verified");
      return;
    }
    built.category(name);
    labels.add(built.info(image(table)).fileName(), name, confidence == 1);
  }
}
