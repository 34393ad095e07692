package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * COCO's annotation JSON: an object with "images", "annotations" and "categories", in any order.
 *
 * <p>Read: of an image id, file_name, width, height; of a category id, name, supercategory; of an
 * annotation id, image_id, category_id, bbox, area, iscrowd. All else is skipped. May be absent:
 * file_name, width, height, supercategory, iscrowd (0 then) and area (the box's then).
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

  /** Reads one file. */
  public Annotations read(Source source) {
    try (JsonCursor json = new JsonCursor(source)) {
      return new Reading(json).read();
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

    Reading(JsonCursor json) {
      this.json = json;
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
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "id" -> id = json.integer(key);
          case "file_name" -> name = json.text(key);
          case "width" -> width = json.integer32(key);
          case "height" -> height = json.integer32(key);
          default -> json.skipValue();
        }
      }
      require(id != null, line, column, "images", images.size(), "id");
      imagePlaces.add(id, line, column);
      images.add(new ImageInfo(id, name, width, height));
    }

    private void category() {
      int line = json.line();
      int column = json.column();
      Integer id = null;
      String name = null;
      String supercategory = "";
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "id" -> id = json.integer32(key);
          case "name" -> name = json.text(key);
          case "supercategory" -> supercategory = json.text(key);
          default -> json.skipValue();
        }
      }
      require(id != null, line, column, "categories", categories.size(), "id");
      require(name != null, line, column, "categories", categories.size(), "name");
      categoryPlaces.add(id, line, column);
      categories.add(new Category(id, name, supercategory));
    }

    private void annotation() {
      int line = json.line();
      int column = json.column();
      int seen = 0;
      long id = 0;
      long imageId = 0;
      int categoryId = 0;
      double area = -1;
      boolean crowd = false;
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
          case "iscrowd" -> crowd = json.flag(key);
          default -> json.skipValue();
        }
      }
      if (seen != 15) {
        List<String> needed = List.of("id", "image_id", "category_id", "bbox");
        for (int i = 0; i < needed.size(); i++) {
          require((seen & 1 << i) != 0, line, column, "annotations", truths.size(), needed.get(i));
        }
      }
      truthPlaces.add(id, line, column);
      double size = area < 0 ? box[2] * box[3] : area;
      truths.add(
          new GroundTruth(id, imageId, categoryId, box[0], box[1], box[2], box[3], size, crowd));
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
      Annotations all =
          new Annotations(
              ImageTable.of(images.toArray(new ImageInfo[0])), categories, truths.build());
      GroundTruthTable rows = all.groundTruths();
      for (int i = 0; i < rows.size(); i++) {
        if (all.images().indexOf(rows.imageId(i)) < 0) {
          throw dangling(i, "image_id", rows.imageId(i), "images");
        }
        if (all.categoryIndex(rows.categoryId(i)) < 0) {
          throw dangling(i, "category_id", rows.categoryId(i), "categories");
        }
      }
      return all;
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

  /** Ids and where they stand in the file, for messages. */
  private static final class Places {
    private int size;
    private long[] ids = new long[256];
    private int[] lines = new int[256];
    private int[] columns = new int[256];

    void add(long id, int line, int column) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
        lines = Arrays.copyOf(lines, 2 * size);
        columns = Arrays.copyOf(columns, 2 * size);
      }
      ids[size] = id;
      lines[size] = line;
      columns[size++] = column;
    }

    long id(int row) {
      return ids[row];
    }

    int line(int row) {
      return lines[row];
    }

    int column(int row) {
      return columns[row];
    }

    /** The first row whose id an earlier row has, or -1. */
    int firstRepeated() {
      long[] sorted = Arrays.copyOf(ids, size);
      Arrays.sort(sorted);
      boolean repeated = false;
      for (int i = 1; i < size; i++) {
        repeated |= sorted[i] == sorted[i - 1];
      }
      if (!repeated) {
        return -1;
      }
      java.util.Set<Long> seen = new java.util.HashSet<>();
      int row = 0;
      while (seen.add(ids[row])) {
        row++;
      }
      return row;
    }
  }
}
