package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * COCO instances JSON (cocodataset.org, "Data format"): images, categories, annotations with bbox,
 * area and iscrowd, in any order of keys; everything else is skipped. Read as a stream.
 */
public final class CocoAnnotations {
  private final JsonReading json;
  private final String source;
  private final List<ImageInfo> images = new ArrayList<>();
  private final List<Category> categories = new ArrayList<>();
  private final AnnotationTable.Columns columns = new AnnotationTable.Columns();

  private CocoAnnotations(JsonReading json, String source) {
    this.json = json;
    this.source = source;
  }

  /**
   * Reads a file.
   *
   * @param source names the file in errors
   * @throws UserException with line and column, for malformed JSON, wrong types, missing keys,
   *     duplicate ids, and annotations of unknown images or categories
   */
  public static AnnotationTable read(InputStream in, String source) {
    try (JsonReading json = new JsonReading(in, source)) {
      return new CocoAnnotations(json, source).read();
    }
  }

  private AnnotationTable read() {
    json.expect(JsonToken.START_OBJECT, "a COCO annotation file: {\"images\": ...}");
    Set<String> seen = new HashSet<>();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "images" -> readAll(key, this::readImage);
        case "categories" -> readAll(key, this::readCategory);
        case "annotations" -> readAll(key, this::readAnnotation);
        default -> json.skipValue();
      }
      seen.add(key);
    }
    for (String key : List.of("images", "categories", "annotations")) {
      if (!seen.contains(key)) {
        throw new UserException(source + ": no \"" + key + "\"; give COCO instances JSON");
      }
    }
    AnnotationTable table = new AnnotationTable(images, categories, columns);
    checkReferences(table);
    return table;
  }

  private void readAll(String key, Runnable element) {
    json.expect(JsonToken.START_ARRAY, "a list for \"" + key + "\"");
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token != JsonToken.START_OBJECT) {
        throw json.wrong("expected an object in \"" + key + "\"");
      }
      element.run();
    }
  }

  private void readImage() {
    long id = Long.MIN_VALUE;
    String fileName = "";
    int width = 0;
    int height = 0;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.integer(key);
        case "file_name" -> fileName = json.text(key);
        case "width" -> width = json.smallInteger(key);
        case "height" -> height = json.smallInteger(key);
        default -> json.skipValue();
      }
    }
    require(id != Long.MIN_VALUE, "image", "id");
    images.add(new ImageInfo(id, fileName, width, height));
  }

  private void readCategory() {
    long id = Long.MIN_VALUE;
    String name = null;
    String supercategory = "";
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.smallInteger(key);
        case "name" -> name = json.text(key);
        case "supercategory" -> supercategory = json.text(key);
        default -> json.skipValue();
      }
    }
    require(id != Long.MIN_VALUE, "category", "id");
    categories.add(new Category((int) id, name == null ? "" + id : name, supercategory));
  }

  private final double[] box = new double[4];

  private void readAnnotation() {
    long id = Long.MIN_VALUE;
    long image = Long.MIN_VALUE;
    long category = Long.MIN_VALUE;
    double area = Double.NaN;
    boolean hasBox = false;
    boolean crowd = false;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.integer(key);
        case "image_id" -> image = json.integer(key);
        case "category_id" -> category = json.smallInteger(key);
        case "area" -> area = json.number(key);
        case "iscrowd" -> crowd = json.integer(key) != 0;
        case "bbox" -> {
          json.box(box);
          hasBox = true;
        }
        default -> json.skipValue();
      }
    }
    require(id != Long.MIN_VALUE, "annotation", "id");
    require(image != Long.MIN_VALUE, "annotation", "image_id");
    require(category != Long.MIN_VALUE, "annotation", "category_id");
    require(hasBox, "annotation", "bbox");
    double size = Double.isNaN(area) ? box[2] * box[3] : area;
    columns.add(id, image, (int) category, box[0], box[1], box[2], box[3], size, crowd);
  }

  private void require(boolean there, String what, String key) {
    if (!there) {
      throw json.wrong("this " + what + " has no \"" + key + "\"");
    }
  }

  private void checkReferences(AnnotationTable table) {
    Set<Long> imageIds = new HashSet<>();
    for (ImageInfo image : images) {
      if (!imageIds.add(image.id())) {
        throw new UserException(source + ": two images have id " + image.id());
      }
    }
    Set<Integer> categoryIds = new HashSet<>();
    for (Category category : categories) {
      if (!categoryIds.add(category.id())) {
        throw new UserException(source + ": two categories have id " + category.id());
      }
    }
    for (int i = 0; i < table.size(); i++) {
      if (!imageIds.contains(table.imageId(i))) {
        throw new UserException(
            source
                + ": annotation "
                + table.id(i)
                + " is of image "
                + table.imageId(i)
                + ", which is not among the images");
      }
      if (!categoryIds.contains(table.categoryId(i))) {
        throw new UserException(
            source
                + ": annotation "
                + table.id(i)
                + " is of category "
                + table.categoryId(i)
                + ", which is not among the categories");
      }
    }
  }
}
