package dev.boxmill.store;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes OUT/part-*.parquet, boxes of log-normal sides as {@code KMeansBench} draws them: 10
 * million a file, sides multiples of STEP (1: few distinct sizes; 0.01: almost only distinct ones).
 *
 * <p>Arguments: OUT BOXES STEP
 */
public final class BoxWorkload {
  private static final int PER_FILE = 10_000_000;

  private BoxWorkload() {}

  public static void main(String[] args) throws IOException {
    long boxes = Long.parseLong(args[1]);
    double step = Double.parseDouble(args[2]);
    for (long first = 0; first < boxes; first += PER_FILE) {
      write(args[0], first / PER_FILE, Math.min(PER_FILE, boxes - first), step);
    }
    System.out.printf("%,d boxes%n", boxes);
  }

  private static void write(String out, long file, long boxes, double step) throws IOException {
    SplittableRandom random = new SplittableRandom(file);
    ParquetRows.write(
        new Path(out + "/part-%05d.parquet".formatted(file)),
        new Configuration(),
        MessageTypeParser.parseMessageType(
            "message boxes { required double width; required double height; }"),
        () -> LongStream.range(0, boxes).iterator(),
        (Long i, RowWriter to) -> {
          double scale = 40 * Math.exp(random.nextGaussian());
          double ratio = Math.exp(0.4 * random.nextGaussian());
          to.add(onGrid(scale * ratio, step)).add(onGrid(scale / ratio, step));
        });
  }

  private static float onGrid(double side, double step) {
    return (float) Math.max(step, Math.rint(side / step) * step);
  }
}
