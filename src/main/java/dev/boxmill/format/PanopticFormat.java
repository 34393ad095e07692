package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.PanopticImage;
import dev.boxmill.data.PanopticSet;
import dev.boxmill.error.UserException;
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
   * @param source the JSON; PNGs are not opened
   * @param categories whether the classes must be there (predictions often leave them out)
   * @return images in file order, without sizes or segments' boxes
   * @throws dev.boxmill.error.UserException naming file, line and column
   */
  public PanopticSet read(Source source, boolean categories) {
    try (JsonCursor json = new JsonCursor(source)) {
      return new Reader(json, false).read(categories);
    }
  }

  /**
   * {@return the name of an image's PNG below its folder}
   *
   * @param image whose name was read from a file and is not trusted
   * @throws UserException when it leads out of there
   */
  public static String pngOf(PanopticImage image) {
    String name = image.fileName();
    if (name.isEmpty()
        || name.startsWith("/")
        || name.contains(":")
        || name.matches("(.*/)?\\.\\.(/.*)?")) {
      throw new UserException(
          "image id %d: file_name '%s' leads out of its folder; give a name inside it"
              .formatted(image.imageId(), Numbers.oneLine(name)));
    }
    return name;
  }

  /** Reads a file with its images' names and sizes, where it has them, and segments' boxes. */
  PanopticSet readAll(Source source) {
    try (JsonCursor json = new JsonCursor(source)) {
      return new Reader(json, true).read(true);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // four numbers, never compared
  private record Segment(int id, int categoryId, long area, boolean crowd, double[] box) {}

  private static final class Reader {
    private final JsonCursor json;
    private final boolean all;
    private final List<ImageInfo> infos = new ArrayList<>();
    private final List<Category> categories = new ArrayList<>();
    private final List<PanopticImage> images = new ArrayList<>();
    private final Set<Long> imageIds = new HashSet<>();
    private final Set<Long> infoIds = new HashSet<>();
    private final Set<Integer> categoryIds = new TreeSet<>();

    Reader(JsonCursor json, boolean all) {
      this.json = json;
      this.all = all;
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
          case "images" -> {
            if (all) {
              objects(key, this::info);
            } else {
              json.skipValue();
            }
          }
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
      return new PanopticSet(categories, images, infos);
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

    private void info() {
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
      require(id != null, "images[" + infos.size() + "] has no 'id'");
      require(infoIds.add(id), "image id " + id + " comes twice among the images");
      infos.add(new ImageInfo(id, name, width, height));
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
      double[] box = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "id" -> id = json.integer32(key);
          case "category_id" -> categoryId = json.integer32(key);
          case "area" -> area = json.integer(key);
          case "iscrowd" -> crowd = json.flag(key);
          case "bbox" -> {
            if (all) {
              json.box(key, box);
            } else {
              json.skipValue();
            }
          }
          default -> json.skipValue();
        }
      }
      require(id != null, "a segment has no 'id'");
      require(id > 0 && id < 1 << 24, "segment id " + id + " is not a colour, 1 to 16777215");
      require(categoryId != null, "segment " + id + " has no 'category_id'");
      return new Segment(id, categoryId, area, crowd, box);
    }

    private PanopticImage columns(
        long imageId, String fileName, List<Segment> segments, String where) {
      int n = segments.size();
      PanopticImage image =
          new PanopticImage(
              imageId,
              fileName,
              new int[n],
              new int[n],
              new long[n],
              new boolean[n],
              new double[4 * n]);
      Set<Integer> seen = new HashSet<>();
      for (int i = 0; i < n; i++) {
        Segment segment = segments.get(i);
        require(seen.add(segment.id()), where + ": segment id " + segment.id() + " comes twice");
        image.ids()[i] = segment.id();
        image.categoryIds()[i] = segment.categoryId();
        image.areas()[i] = segment.area();
        image.crowd()[i] = segment.crowd();
        System.arraycopy(segment.box(), 0, image.boxes(), 4 * i, 4);
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
