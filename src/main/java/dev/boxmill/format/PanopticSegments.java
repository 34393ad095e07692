package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.geometry.RleString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The detections of an image as one picture in which a pixel belongs to one segment, by the rule of
 * Kirillov et al. 2019 (Panoptic Segmentation, section 6): best score first, each takes those
 * pixels of its mask that none before it has; one that is left with less than half of its mask is
 * dropped. Of a class of stuff all detections together are one segment.
 */
public final class PanopticSegments {
  private static final double LEAST_SHARE = .5;

  private final ImageInfo image;
  private final int[] ids;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<Integer, Segment> stuffSegments = new HashMap<>();

  /** A segment that grows; its id is its place among the segments, from 1. */
  private static final class Segment {
    final int id;
    final int categoryId;
    long area;
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;

    Segment(int id, int categoryId) {
      this.id = id;
      this.categoryId = categoryId;
    }
  }

  private PanopticSegments(ImageInfo image) {
    this.image = CocoPanopticFormat.sized(image);
    ids = new int[image.width() * image.height()];
  }

  /**
   * {@return the painted picture with its segments}
   *
   * @param id the image's, which also names its PNG
   * @param found a readable image with masks; best score first
   * @param threshold detections scoring less are left out
   * @param stuff ids of the categories that are no things
   * @throws dev.boxmill.error.UserException when the image is too large for a PNG
   */
  public static PanopticSegments of(
      long id, ImageDetections found, double threshold, Set<Integer> stuff) {
    PanopticSegments all =
        new PanopticSegments(new ImageInfo(id, found.path(), found.width(), found.height()));
    for (Detection d : found.detections()) {
      if (d.score() >= threshold && d.mask() != null) {
        all.paint(d.categoryId(), stuff.contains(d.categoryId()), RleString.decode(d.mask()));
      }
    }
    return all;
  }

  private void paint(int category, boolean stuff, int... counts) {
    long whole = 0;
    long free = 0;
    for (int run = 1, at = 0; run < counts.length; run += 2) {
      at += counts[run - 1];
      whole += counts[run];
      for (int end = at + counts[run]; at < end; at++) {
        free += ids[pixel(at)] == 0 ? 1 : 0;
      }
    }
    if (free == 0 || free < LEAST_SHARE * whole) {
      return;
    }
    Segment segment = stuff ? stuffSegments.get(category) : null;
    if (segment == null) {
      segment = new Segment(segments.size() + 1, category);
      segments.add(segment);
      if (stuff) {
        stuffSegments.put(category, segment);
      }
    }
    for (int run = 1, at = 0; run < counts.length; run += 2) {
      at += counts[run - 1];
      for (int end = at + counts[run]; at < end; at++) {
        if (ids[pixel(at)] == 0) {
          take(segment, at);
        }
      }
    }
  }

  private void take(Segment segment, int at) {
    ids[pixel(at)] = segment.id;
    segment.area++;
    int x = at / image.height();
    int y = at % image.height();
    segment.left = Math.min(segment.left, x);
    segment.top = Math.min(segment.top, y);
    segment.right = Math.max(segment.right, x);
    segment.bottom = Math.max(segment.bottom, y);
  }

  /** Run lengths go column by column, pictures row by row. */
  private int pixel(int at) {
    return at % image.height() * image.width() + at / image.height();
  }

  /** {@return the PNG's name in its folder} */
  public String fileName() {
    return CocoPanopticWriter.pngName(image.id());
  }

  /** {@return the pixels: segment ids from 1, 0 where there is none} */
  public SegmentPng png() {
    return new SegmentPng(image.width(), image.height(), ids);
  }

  /**
   * Writes the image's object of {@code annotations}: what the segments are.
   *
   * @param json where a value may stand
   * @throws IOException when what is behind it cannot be written
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("image_id", image.id());
    json.writeStringField("file_name", fileName());
    json.writeArrayFieldStart("segments_info");
    for (Segment s : segments) {
      json.writeStartObject();
      json.writeNumberField("id", s.id);
      json.writeNumberField("category_id", s.categoryId);
      json.writeNumberField("iscrowd", 0);
      json.writeArrayFieldStart("bbox");
      for (int value : new int[] {s.left, s.top, s.right + 1 - s.left, s.bottom + 1 - s.top}) {
        json.writeNumber(value);
      }
      json.writeEndArray();
      json.writeNumberField("area", s.area);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
