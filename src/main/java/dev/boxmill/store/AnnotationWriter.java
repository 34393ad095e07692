package dev.boxmill.store;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.format.CategoryJson;
import dev.boxmill.format.ObjectsByImage;
import dev.boxmill.geometry.RleString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes annotations as Parquet, one image after the other. */
final class AnnotationWriter {
  private static final List<Flag> FLAGS = List.of(Flag.values());

  private final Annotations all;
  private final ObjectsByImage objects;

  private AnnotationWriter(Annotations all) {
    this.all = all;
    objects = new ObjectsByImage(all);
  }

  static void write(Annotations all, OutputStream to) throws IOException {
    AnnotationWriter writer = new AnnotationWriter(all);
    ParquetRows.write(
        new StreamOutput(to),
        AnnotationSchema.WRITTEN,
        Map.of(AnnotationSchema.CATEGORIES, CategoryJson.write(all.categories())),
        () -> IntStream.range(0, all.images().size()).boxed().iterator(),
        writer::image);
  }

  private void image(int index, RowWriter row) {
    ImageInfo image = all.images().image(index);
    row.add(image.id()).add(image.fileName()).add(image.width()).add(image.height());
    List<Integer> rows = IntStream.of(objects.of(index)).boxed().toList();
    row.add(rows, (i, to) -> object(all.groundTruths().groundTruth(i), to));
    ImageLabels labels = all.labels();
    int[][] known = new int[3][];
    if (labels != null) {
      known[0] = labels.present(index);
      known[1] = labels.absent(index);
      known[2] = labels.incomplete(index);
    }
    for (int[] ids : known) {
      row.addList(ids);
    }
  }

  private void object(GroundTruth o, RowWriter row) {
    row.add(o.id()).add(o.categoryId());
    row.add(all.categories().get(all.categoryIndex(o.categoryId())).name());
    row.add(o.x()).add(o.y()).add(o.w()).add(o.h()).add(o.area());
    for (Flag flag : FLAGS) {
      row.add(o.has(flag));
    }
    row.addOne(o.segmentation() instanceof Rle mask ? mask : null, AnnotationWriter::mask);
    row.addLists(o.segmentation() instanceof Polygons outline ? outline.rings() : null);
    row.addList(o.keypoints());
  }

  private static void mask(Rle mask, RowWriter row) {
    row.add(mask.height()).add(mask.width()).add(RleString.encode(mask.counts()));
  }
}
