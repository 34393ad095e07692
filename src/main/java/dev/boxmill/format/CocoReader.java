package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Segmentation;
import dev.boxmill.error.UserException;
import dev.boxmill.format.ReadReport.Fault;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;

/** One pass over one COCO file. */
final class CocoReader {
  private final JsonCursor json;
  private final List<ImageInfo> images = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final GroundTruthTable.Builder truths;
  private final Places imagePlaces = new Places(Long.MAX_VALUE);
  private final Places categoryPlaces = new Places(Long.MAX_VALUE);
  private final Places truthPlaces;
  private final double[] box = new double[4];
  private boolean inBox;

  private final CocoShapes shapes;
  private final Set<Want> wanted;
  private final ReadReport report;
  private final boolean lenient;
  private final boolean masks;
  private final boolean keypoints;
  private final Map<Long, long[]> absent = new HashMap<>();
  private final Map<Long, long[]> incomplete = new HashMap<>();

  CocoReader(JsonCursor json, ReadOptions options) {
    this.json = json;
    report = options.report();
    wanted = options.wanted();
    truths = new GroundTruthTable.Builder(options.heapBytes());
    truthPlaces = new Places(options.heapBytes() / 8);
    lenient = wanted.contains(Want.IF_THERE);
    masks = lenient || wanted.contains(Want.MASKS);
    keypoints = lenient || wanted.contains(Want.KEYPOINTS);
    shapes = new CocoShapes(json, lenient);
  }

  Annotations read() {
    JsonToken first = json.next();
    json.expect(
        first,
        JsonToken.START_OBJECT,
        first == JsonToken.START_ARRAY
            ? "a JSON array, as result files are; give an annotation file, a JSON object with"
                + " images, annotations and categories"
            : "no JSON object; give one with images, annotations and categories");
    boolean[] seen = new boolean[3];
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "images" -> list(seen, 0, key, this::image);
        case "annotations" -> list(seen, 1, key, this::annotation);
        case "categories" -> list(seen, 2, key, this::category);
        default -> json.skipValue();
      }
    }
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i]) {
        String key = List.of("images", "annotations", "categories").get(i);
        throw json.fail("'" + key + "' is missing; give a COCO annotation file");
      }
    }
    json.end();
    return finish();
  }

  private void list(boolean[] seen, int which, String key, Runnable entry) {
    if (seen[which]) {
      throw json.fail("'" + key + "' comes twice; merge the two lists");
    }
    seen[which] = true;
    json.expect(json.next(), JsonToken.START_ARRAY, "'" + key + "' is not an array");
    int n = 0;
    for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
      json.expect(t, JsonToken.START_OBJECT, key + "[" + n + "] is not an object");
      n++;
      int depth = json.depth();
      try {
        entry.run();
      } catch (UserException e) {
        if (json.broken()) {
          throw e;
        }
        report.bad(inBox ? Fault.BOX : Fault.UNUSABLE, e);
        inBox = false;
        json.leave(depth);
      }
    }
  }

  private void image() {
    int line = json.line();
    long column = json.column();
    Long id = null;
    String name = "";
    int width = 0;
    int height = 0;
    long[] negative = null;
    long[] partly = null;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.integer(key);
        case "file_name" -> name = json.text(key);
        case "width" -> width = json.integer32(key);
        case "height" -> height = json.integer32(key);
        case "neg_category_ids" -> negative = json.integers(key);
        case "not_exhaustive_category_ids" -> partly = json.integers(key);
        default -> json.skipValue();
      }
    }
    require(id != null, line, column, "images", images.size(), "id");
    if (negative != null) {
      absent.put(id, negative);
    }
    if (partly != null) {
      incomplete.put(id, partly);
    }
    imagePlaces.add(line, column);
    images.add(new ImageInfo(id, name, width, height));
  }

  private void category() {
    int line = json.line();
    long column = json.column();
    Integer id = null;
    String name = null;
    String supercategory = "";
    String frequency = "";
    boolean thing = true;
    List<String> points = List.of();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.integer32(key);
        case "name" -> name = json.text(key);
        case "supercategory" -> supercategory = json.text(key);
        case "frequency" -> frequency = json.text(key);
        case "isthing" -> thing = json.flag(key);
        case "keypoints" -> points = json.texts(key);
        default -> json.skipValue();
      }
    }
    require(id != null, line, column, "categories", categories.size(), "id");
    require(name != null, line, column, "categories", categories.size(), "name");
    categoryPlaces.add(line, column);
    categories.add(new Category(id, name, supercategory, frequency, thing, points));
  }

  private void annotation() {
    int line = json.line();
    long column = json.column();
    int seen = 0;
    long id = 0;
    long imageId = 0;
    int categoryId = 0;
    double area = -1;
    int flags = 0;
    Segmentation segmentation = null;
    double[] points = null;
    int pointCount = -1;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> {
          id = json.integer(key);
          seen |= 1;
        }
        case "image_id" -> {
          imageId = json.integer(key);
          seen |= 2;
        }
        case "category_id" -> {
          categoryId = json.integer32(key);
          seen |= 4;
        }
        case "bbox" -> {
          inBox = true;
          json.box(key, box);
          inBox = false;
          seen |= 8;
        }
        case "area" -> {
          area = json.number(key);
          if (area < 0) {
            throw json.fail("'area' is negative; give the object's square pixels");
          }
        }
        case "iscrowd" -> flags |= Flag.CROWD.bit(json.flag(key));
        case "ignore" -> flags |= Flag.IGNORE.bit(json.flag(key));
        case "segmentation" -> {
          if (masks) {
            segmentation = shapes.segmentation(whose(seen, id));
          } else {
            json.skipValue();
          }
        }
        case "keypoints" -> {
          if (keypoints) {
            points = shapes.keypoints(whose(seen, id));
          } else {
            json.skipValue();
          }
        }
        case "num_keypoints" -> pointCount = json.integer32(key);
        default -> json.skipValue();
      }
    }
    if (seen != 15) {
      List<String> needed = List.of("id", "image_id", "category_id", "bbox");
      for (int i = 0; i < needed.size(); i++) {
        require((seen & 1 << i) != 0, line, column, "annotations", truths.size(), needed.get(i));
      }
    }
    if (wanted.contains(Want.MASKS) && segmentation == null) {
      throw json.fail(line, column, "annotation id " + id + " has no 'segmentation'; add it");
    }
    if (wanted.contains(Want.KEYPOINTS) || points != null) {
      checkKeypoints(line, column, id, points, pointCount);
    }
    truthPlaces.add(line, column);
    double size = area < 0 ? box[2] * box[3] : area;
    truths.add(
        new GroundTruth(
            id,
            imageId,
            categoryId,
            box[0],
            box[1],
            box[2],
            box[3],
            size,
            flags,
            segmentation,
            points));
  }

  private String whose(int seen, long id) {
    return (seen & 1) != 0 ? "annotation id " + id : "annotations[" + truths.size() + "]";
  }

  /** Keypoints are there, and as many are labelled as the annotation says. */
  private void checkKeypoints(int line, long column, long id, double[] points, int count) {
    if (points == null) {
      throw json.fail(line, column, "annotation id " + id + " has no 'keypoints'; add them");
    }
    int labelled = 0;
    for (int i = 2; i < points.length; i += 3) {
      labelled += points[i] > 0 ? 1 : 0;
    }
    if (count >= 0 && count != labelled) {
      throw json.fail(
          line,
          column,
          "annotation id "
              + id
              + ": 'num_keypoints' is "
              + count
              + ", but "
              + labelled
              + " keypoints have a visibility above 0; make them agree");
    }
  }

  private void require(boolean there, int line, long column, String list, int n, String field) {
    if (!there) {
      throw json.fail(line, column, list + "[" + n + "] has no '" + field + "'; add it");
    }
  }

  private Annotations finish() {
    drop(images, repeated(imagePlaces, i -> images.get(i).id(), "images"));
    drop(categories, repeated(categoryPlaces, i -> categories.get(i).id(), "categories"));
    GroundTruthTable rows = truths.build();
    BitSet bad = repeated(truthPlaces, rows::id, "annotations");
    categories.sort(Comparator.comparingInt(Category::id));
    ImageTable table = ImageTable.of(images.toArray(new ImageInfo[0]));
    Annotations all = new Annotations(table, categories, rows, labels(table));
    for (int i = 0; i < rows.size(); i++) {
      String complaint = complaint(all, i);
      if (complaint != null && !bad.get(i)) {
        boolean dangling =
            table.indexOf(rows.imageId(i)) < 0 || all.categoryIndex(rows.categoryId(i)) < 0;
        report.bad(
            dangling ? Fault.DANGLING : Fault.UNUSABLE,
            json.fail(truthPlaces.line(i), truthPlaces.column(i), complaint));
        bad.set(i);
      }
    }
    if (bad.isEmpty()) {
      return all;
    }
    return new Annotations(table, categories, rows.without(bad), all.labels());
  }

  /** What is wrong with an object, seen together with the rest of the file, or null. */
  private String complaint(Annotations all, int row) {
    GroundTruthTable rows = all.groundTruths();
    if (all.images().indexOf(rows.imageId(row)) < 0) {
      return dangling(row, "image_id", rows.imageId(row), "images");
    }
    if (all.categoryIndex(rows.categoryId(row)) < 0) {
      return dangling(row, "category_id", rows.categoryId(row), "categories");
    }
    String misfit = CocoFit.complaint(all, row, !lenient);
    return misfit == null ? null : "annotation id " + rows.id(row) + misfit;
  }

  private static void drop(List<?> list, BitSet bad) {
    for (int i = bad.length() - 1; i >= 0; i = bad.previousSetBit(i - 1)) {
      list.remove(i);
    }
  }

  private ImageLabels labels(ImageTable table) {
    if (absent.isEmpty() && incomplete.isEmpty()) {
      return null;
    }
    int[][] negative = new int[table.size()][];
    int[][] partly = new int[table.size()][];
    for (int i = 0; i < table.size(); i++) {
      negative[i] = categoryIds(absent.get(table.id(i)));
      partly[i] = categoryIds(incomplete.get(table.id(i)));
    }
    return ImageLabels.of(new int[table.size()][], negative, partly);
  }

  /** Ids as ints; null and classes that the file lacks, which no detection can have, are none. */
  private int[] categoryIds(long[] ids) {
    return ids == null
        ? new int[0]
        : LongStream.of(ids).filter(id -> id == (int) id).mapToInt(id -> (int) id).toArray();
  }

  private static String dangling(int row, String field, long id, String list) {
    return "annotations["
        + row
        + "]: "
        + field
        + " "
        + id
        + " is not among the "
        + list
        + "; add it there or drop the annotation";
  }

  /** Rows with the id of an earlier one, each reported. */
  private BitSet repeated(Places places, IntToLongFunction id, String list) {
    BitSet bad = new BitSet();
    RepeatedIds.each(
        places.size(),
        id,
        bad,
        row -> {
          bad.set(row);
          String what = list + "[" + row + "]: id " + id.applyAsLong(row);
          String mend = " comes twice; give every one its own";
          report.bad(Fault.DUPLICATE, json.fail(places.line(row), places.column(row), what + mend));
        });
    return bad;
  }
}
