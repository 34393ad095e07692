package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Segmentation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * COCO's annotation JSON: an object with "images", "annotations" and "categories", in any order.
 *
 * <p>Read: of an image id, file_name, width, height; of a category id, name, supercategory,
 * frequency, isthing, keypoints; of an annotation id, image_id, category_id, bbox, area, iscrowd,
 * ignore; where wanted segmentation, or keypoints and num_keypoints. All else is skipped. May be
 * absent: file_name, width, height, supercategory, frequency, isthing (1 then), a category's
 * keypoints, iscrowd and ignore (0 then), num_keypoints and area (the box's then).
 *
 * <p>LVIS's neg_category_ids and not_exhaustive_category_ids of an image become {@link
 * Annotations#labels}, which is null when no image has either.
 */
@AutoService(AnnotationFormat.class)
public final class CocoFormat implements AnnotationFormat {

  @Override
  public String id() {
    return "coco";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    // Any other JSON, too: reading it says what is missing.
    String head = JsonHead.of(tree);
    return !head.isEmpty() && !JsonHead.isLvis(head) && !JsonHead.isLabelStudio(head);
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) {
    return read(JsonHead.file(tree));
  }

  @Override
  public boolean oneFile() {
    return true;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(
        Feature.CROWD,
        Feature.IGNORE,
        Feature.POLYGONS,
        Feature.MASKS,
        Feature.KEYPOINTS,
        Feature.AREAS,
        Feature.OBJECT_IDS,
        Feature.IMAGE_IDS,
        Feature.CATEGORY_IDS,
        Feature.CATEGORY_ORDER,
        Feature.SAME_NAMES,
        Feature.SUPERCATEGORIES,
        Feature.STUFF,
        Feature.KEYPOINT_NAMES,
        Feature.EMPTY_CLASSES,
        Feature.EMPTY_IMAGES,
        Feature.IMAGE_SIZES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    new CocoWriter(all, false).write(sink);
  }

  /** Reads one file, boxes alone. */
  public Annotations read(Source source) {
    return read(source, Set.of());
  }

  /** Reads one file with what is wanted beside boxes. */
  public Annotations read(Source source, Set<Want> wanted) {
    try (JsonCursor json = new JsonCursor(source)) {
      return new Reading(json, wanted).read();
    }
  }

  /** One pass over one file. */
  private static final class Reading {
    private final JsonCursor json;
    private final List<ImageInfo> images = new ArrayList<>();
    private final List<Category> categories = new ArrayList<>();
    private final GroundTruthTable.Builder truths = new GroundTruthTable.Builder();
    private final Places imagePlaces = new Places();
    private final Places categoryPlaces = new Places();
    private final Places truthPlaces = new Places();
    private final double[] box = new double[4];

    private final CocoShapes shapes;
    private final boolean masks;
    private final boolean keypoints;
    private final Map<Long, long[]> absent = new HashMap<>();
    private final Map<Long, long[]> incomplete = new HashMap<>();

    Reading(JsonCursor json, Set<Want> wanted) {
      this.json = json;
      this.shapes = new CocoShapes(json);
      this.masks = wanted.contains(Want.MASKS);
      this.keypoints = wanted.contains(Want.KEYPOINTS);
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
        entry.run();
      }
    }

    private void image() {
      int line = json.line();
      int column = json.column();
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
      imagePlaces.add(id, line, column);
      images.add(new ImageInfo(id, name, width, height));
    }

    private void category() {
      int line = json.line();
      int column = json.column();
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
      categoryPlaces.add(id, line, column);
      categories.add(new Category(id, name, supercategory, frequency, thing, points));
    }

    private void annotation() {
      int line = json.line();
      int column = json.column();
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
            json.box(key, box);
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
      if (masks && segmentation == null) {
        throw json.fail(line, column, "annotation id " + id + " has no 'segmentation'; add it");
      }
      if (keypoints) {
        checkKeypoints(line, column, id, points, pointCount);
      }
      truthPlaces.add(id, line, column);
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
    private void checkKeypoints(int line, int column, long id, double[] points, int count) {
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

    private void require(boolean there, int line, int column, String list, int n, String field) {
      if (!there) {
        throw json.fail(line, column, list + "[" + n + "] has no '" + field + "'; add it");
      }
    }

    private Annotations finish() {
      unique(imagePlaces, "images");
      unique(categoryPlaces, "categories");
      unique(truthPlaces, "annotations");
      categories.sort(Comparator.comparingInt(Category::id));
      ImageTable table = ImageTable.of(images.toArray(new ImageInfo[0]));
      Annotations all = new Annotations(table, categories, truths.build(), labels(table));
      GroundTruthTable rows = all.groundTruths();
      for (int i = 0; i < rows.size(); i++) {
        if (all.images().indexOf(rows.imageId(i)) < 0) {
          throw dangling(i, "image_id", rows.imageId(i), "images");
        }
        if (all.categoryIndex(rows.categoryId(i)) < 0) {
          throw dangling(i, "category_id", rows.categoryId(i), "categories");
        }
        String misfit = CocoFit.complaint(all, i);
        if (misfit != null) {
          throw json.fail(
              truthPlaces.line(i), truthPlaces.column(i), "annotation id " + rows.id(i) + misfit);
        }
      }
      return all;
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

    private RuntimeException dangling(int row, String field, long id, String list) {
      return json.fail(
          truthPlaces.line(row),
          truthPlaces.column(row),
          "annotations["
              + row
              + "]: "
              + field
              + " "
              + id
              + " is not among the "
              + list
              + "; add it there or drop the annotation");
    }

    private void unique(Places places, String list) {
      int row = places.firstRepeated();
      if (row >= 0) {
        throw json.fail(
            places.line(row),
            places.column(row),
            list + "[" + row + "]: id " + places.id(row) + " comes twice; give every one its own");
      }
    }
  }
}
