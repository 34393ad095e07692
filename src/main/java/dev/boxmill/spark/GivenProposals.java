package dev.boxmill.spark;

import dev.boxmill.inference.ErrorReason;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The proposals of a task's images, by path. */
final class GivenProposals {
  private static final int BOX = 4;

  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /**
   * Takes a partition of {@link ProposalTable#of}.
   *
   * @param given read to the end; they fill some megabytes, as a task's images are some hundreds
   */
  GivenProposals(Iterator<Row> given) {
    while (given.hasNext()) {
      Row row = given.next();
      put(row.getString(0), row);
      if (!row.getString(0).equals(row.getString(1))) {
        put(row.getString(1), row);
      }
    }
  }

  private void put(String path, Row row) {
    rows.put(path, row);
    counts.merge(path, 1, Integer::sum);
  }

  /** The image with its proposals, or with the reason why there are none. */
  ImageSource with(ImageSource image) {
    return new Proposed(image, rows.get(image.path()), counts.getOrDefault(image.path(), 0));
  }

  /**
   * A row as it travels.
   *
   * @param path as written
   * @param full the same in full
   * @param boxes lists of numbers, or null
   * @return both paths, the numbers as float[], or null and what is wrong with them
   */
  static Row encode(String path, String full, List<Seq<Double>> boxes) {
    if (boxes == null) {
      return RowFactory.create(path, full, null, "no list of boxes");
    }
    float[] values = new float[BOX * boxes.size()];
    for (int i = 0; i < boxes.size(); i++) {
      List<Double> box =
          boxes.get(i) == null ? List.of() : CollectionConverters.asJava(boxes.get(i));
      boolean good = box.size() == BOX;
      for (int side = 0; good && side < BOX; side++) {
        Double value = box.get(side);
        good = value != null && Float.isFinite(value.floatValue()) && (side < 2 || value >= 0);
        values[BOX * i + side] = good ? value.floatValue() : 0;
      }
      if (!good) {
        String wrong = "box " + (i + 1) + " is " + box + ", not x, y, w, h in pixels";
        return RowFactory.create(path, full, null, wrong);
      }
    }
    return RowFactory.create(path, full, values, null);
  }

  /**
   * An image with what was given for it.
   *
   * @param row null for nothing
   * @param count rows of its path
   */
  private record Proposed(ImageSource image, Row row, int count) implements ImageSource {
    @Override
    public String path() {
      return image.path();
    }

    @Override
    public float[] proposals() throws UnreadableImageException {
      if (row == null) {
        throw new UnreadableImageException(
            ErrorReason.NO_PROPOSALS, "--proposals has no row of this path");
      }
      if (count > 1) {
        throw new UnreadableImageException(
            ErrorReason.BAD_PROPOSALS, "--proposals has " + count + " rows of this path");
      }
      if (row.isNullAt(2)) {
        throw new UnreadableImageException(ErrorReason.BAD_PROPOSALS, row.getString(3));
      }
      return (float[]) row.get(2);
    }

    @Override
    public byte[] fetch() throws IOException, UnreadableImageException {
      return image.fetch();
    }
  }
}
