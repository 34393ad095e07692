package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.Category;
import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.PanopticSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * COCO's panoptic JSON: {@code annotations} with {@code image_id}, {@code file_name} (a PNG) and
 * {@code segments_info}, and {@code categories}. Pixels are left to {@link SegmentPng}.
 */
public final class PanopticFormat {

  /**
   * Reads a file.
   *
   * @param categories whether the classes must be there (predictions often leave them out)
   * @throws dev.boxmill.error.UserException naming file, line and column
   */
  public PanopticSet read(Source source, boolean categories) {
    try (JsonCursor json = new JsonCursor(source)) {
      return new Reader(json).read(categories);
    }
  }

  private record Segment(int id, int categoryId, long area, boolean crowd) {}

  private static final class Reader {
    private final JsonCursor json;
    private final List<Category> categories = new ArrayList<>();
    private final List<PanopticImage> images = new ArrayList<>();
    private final Set<Long> imageIds = new HashSet<>();
    private final Set<Integer> categoryIds = new TreeSet<>();

    Reader(JsonCursor json) {
      this.json = json;
    }

    PanopticSet read(boolean withCategories) {
      json.expect(
          json.next(),
          JsonToken.START_OBJECT,
          "no JSON object; give a panoptic file, with annotations that have segments_info");
      boolean annotations = false;
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "annotations" -> {
            annotations = true;
            objects(key, this::image);
          }
          case "categories" -> objects(key, this::category);
          default -> json.skipValue();
        }
      }
      if (!annotations) {
        throw json.fail("'annotations' is missing; give a COCO panoptic file");
      }
      if (withCategories && categories.isEmpty()) {
        throw json.fail("'categories' is missing or empty; give a COCO panoptic annotation file");
      }
      json.end();
      categories.sort(Comparator.comparingInt(Category::id));
      return new PanopticSet(categories, images);
    }

    private void objects(String key, Runnable entry) {
      json.expect(json.next(), JsonToken.START_ARRAY, "'" + key + "' is not an array");
      int n = 0;
      for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
        json.expect(t, JsonToken.START_OBJECT, key + "[" + n + "] is not an object");
        n++;
        entry.run();
      }
    }

    private void category() {
      Integer id = null;
      String name = null;
      String supercategory = "";
      boolean thing = true;
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "id" -> id = json.integer32(key);
          case "name" -> name = json.text(key);
          case "supercategory" -> supercategory = json.text(key);
          case "isthing" -> thing = json.flag(key);
          default -> json.skipValue();
        }
      }
      require(id != null, "categories[" + categories.size() + "] has no 'id'");
      require(name != null, "categories[" + categories.size() + "] has no 'name'");
      require(categoryIds.add(id), "category id " + id + " comes twice");
      categories.add(new Category(id, name, supercategory, "", thing, List.of()));
    }

    private void image() {
      String where = "annotations[" + images.size() + "]";
      Long imageId = null;
      String fileName = null;
      List<Segment> segments = null;
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "image_id" -> imageId = json.integer(key);
          case "file_name" -> fileName = json.text(key);
          case "segments_info" -> segments = segments();
          default -> json.skipValue();
        }
      }
      require(imageId != null, where + " has no 'image_id'");
      require(fileName != null, where + " has no 'file_name'");
      require(segments != null, where + " has no 'segments_info'; give a COCO panoptic file");
      require(imageIds.add(imageId), where + ": image id " + imageId + " comes twice");
      images.add(columns(imageId, fileName, segments, where));
    }

    private List<Segment> segments() {
      List<Segment> segments = new ArrayList<>();
      objects("segments_info", () -> segments.add(segment()));
      return segments;
    }

    private Segment segment() {
      Integer id = null;
      Integer categoryId = null;
      long area = -1;
      boolean crowd = false;
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "id" -> id = json.integer32(key);
          case "category_id" -> categoryId = json.integer32(key);
          case "area" -> area = json.integer(key);
          case "iscrowd" -> crowd = json.flag(key);
          default -> json.skipValue();
        }
      }
      require(id != null, "a segment has no 'id'");
      require(id > 0 && id < 1 << 24, "segment id " + id + " is not a colour, 1 to 16777215");
      require(categoryId != null, "segment " + id + " has no 'category_id'");
      return new Segment(id, categoryId, area, crowd);
    }

    private PanopticImage columns(
        long imageId, String fileName, List<Segment> segments, String where) {
      int n = segments.size();
      PanopticImage image =
          new PanopticImage(imageId, fileName, new int[n], new int[n], new long[n], new boolean[n]);
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < n; i++) {
        Segment segment = segments.get(i);
        require(seen.add(segment.id()), where + ": segment id " + segment.id() + " comes twice");
        image.ids()[i] = segment.id();
        image.categoryIds()[i] = segment.categoryId();
        image.areas()[i] = segment.area();
        image.crowd()[i] = segment.crowd();
      }
      return image;
    }

    private void require(boolean fine, String what) {
      if (!fine) {
        throw json.fail(what);
      }
    }
  }
}
