package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * COCO's panoptic format: a JSON file that lists the segments of every image, and a PNG an image
 * whose pixels are segment ids. An object is a segment, its mask the segment's pixels, its box what
 * the JSON says.
 *
 * @see <a href="https://cocodataset.org/#format-data">COCO data format, panoptic segmentation</a>
 * @see <a href="https://arxiv.org/abs/1801.00868">Kirillov et al., Panoptic Segmentation</a>
 */
@AutoService(AnnotationFormat.class)
public final class CocoPanopticFormat implements AnnotationFormat {
  /** The file that lists the segments, as it is written. */
  public static final String JSON = "panoptic.json";

  /** The folder of the PNGs beside it, as it is written. */
  public static final String FOLDER = "panoptic";

  /**
   * {@return the JSON array of classes, as such a file has it}
   *
   * @param categories in the order wanted
   */
  public static String json(List<Category> categories) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      CocoPanopticWriter.categories(json, categories);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Override
  public String id() {
    return "coco-panoptic";
  }

  @Override
  public boolean recognises(FileTree tree) throws IOException {
    return JsonHead.isPanoptic(tree, JsonHead.of(tree));
  }

  @Override
  public Annotations read(FileTree tree, ReadOptions options) throws IOException {
    return new CocoPanopticReader(tree, options).read();
  }

  @Override
  public boolean oneFile() {
    return false;
  }

  @Override
  public Set<Feature> holds() {
    return EnumSet.of(
        Feature.CROWD,
        Feature.MASKS,
        Feature.IMAGE_IDS,
        Feature.CATEGORY_IDS,
        Feature.CATEGORY_ORDER,
        Feature.SAME_NAMES,
        Feature.SUPERCATEGORIES,
        Feature.STUFF,
        Feature.EMPTY_CLASSES,
        Feature.EMPTY_IMAGES,
        Feature.IMAGE_SIZES);
  }

  @Override
  public void write(Annotations all, FileSink sink) throws IOException {
    new CocoPanopticWriter(all).write(sink);
  }

  @Override
  public Losses losses(Annotations all) {
    ObjectsByImage objects = new ObjectsByImage(all);
    long bare = 0;
    long shared = 0;
    long areas = 0;
    for (int i = 0; i < all.images().size(); i++) {
      int[] rows = objects.of(i);
      SegmentPainter painter = new SegmentPainter(all, sized(all.images().image(i)), rows);
      bare += painter.bare();
      shared += painter.shared();
      for (int k = 0; k < rows.length; k++) {
        long pixels = painter.pixels(k);
        areas += pixels > 0 && all.groundTruths().area(rows[k]) != pixels ? 1 : 0;
      }
    }
    return Losses.of(all, holds())
        .with(Feature.AREAS, areas)
        .with(Feature.BARE_BOXES, bare)
        .with(Feature.SHARED_PIXELS, shared);
  }

  /** An image fit for a PNG. */
  static ImageInfo sized(ImageInfo image) {
    if (image.width() < 1 || image.height() < 1) {
      throw new UserException(
          "the size of image '"
              + Numbers.oneLine(image.fileName())
              + "' is not known, which a panoptic PNG needs; say where images are");
    }
    if ((long) image.width() * image.height() > SegmentPng.MOST_PIXELS) {
      throw new UserException(
          "image '"
              + Numbers.oneLine(image.fileName())
              + "' has more pixels than a panoptic PNG is written with (2^28)");
    }
    return image;
  }
}
