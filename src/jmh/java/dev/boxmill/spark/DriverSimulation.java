package dev.boxmill.spark;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.store.ResumableFolder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.sql.SparkSession;

/**
 * What detect costs beside the images and the model: waves, tasks, rows and Parquet of a list of
 * any length, by {@link DetectWaves} itself, with detections that cost nothing to find.
 *
 * <p>Arguments: OUT IMAGES [IMAGES_A_WAVE BATCH_SIZE]
 */
public final class DriverSimulation {
  private static final int SLOTS = 2;
  private static final int BOXES = 5;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** The most that a collection left, garbage of the old generation included. */
  private static final AtomicLong KEPT = new AtomicLong();

  private DriverSimulation() {}

  /** Gives every image the same few boxes. */
  private static final class NoModel implements DetectWork {
    private static final long serialVersionUID = 1L;

    @Override
    public Stream start(Iterator<ImageEntry> images, UnaryOperator<ImageSource> given) {
      return new Stream() {
        @Override
        public boolean hasNext() {
          return images.hasNext();
        }

        @Override
        public ImageDetections next() {
          return detections(images.next());
        }

        @Override
        public Optional<long[]> sweepTotals() {
          return Optional.empty();
        }

        @Override
        public void close() {
          // holds nothing
        }
      };
    }

    /** Figures that differ by image, so that Parquet cannot fold them into one. */
    private static ImageDetections detections(ImageEntry image) {
      int seed = image.path().hashCode();
      List<Detection> found = new ArrayList<>(BOXES);
      for (int i = 0; i < BOXES; i++) {
        double part = ((seed * (31 + 2 * i)) >>> 8) / (double) (1 << 24);
        found.add(
            new Detection(1 + i, "class-" + i, part, 640 * part, 480 * part, 64 * part, 48 * part));
      }
      return new ImageDetections(image.path(), 640, 480, found, null);
    }
  }

  public static void main(String[] args) {
    String out = args[0];
    int images = Integer.parseInt(args[1]);
    int waveImages = args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000;
    int batchSize = args.length > 3 ? Integer.parseInt(args[3]) : 8;
    watchCollections();
    SparkSession spark = LocalSpark.open(SLOTS);
    try {
      spark.conf().set("spark.sql.parquet.compression.codec", "zstd");
      run(spark, new NoModel(), out + "-warm", list(10_000), 5_000, batchSize);
      long cpu = SYSTEM.getProcessCpuTime();
      List<ImageEntry> listed = list(images);
      System.out.printf(
          Locale.ROOT,
          "list: %,d images, %.1f s of processor time, %,d MB held%n",
          images,
          (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
          held() >> 20);
      KEPT.set(0);
      cpu = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      run(spark, new NoModel(), out, listed, waveImages, batchSize);
      double wall = (System.nanoTime() - start) / 1e9;
      double busy = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "waves: %.1f s, %.1f s of processor time, %.1f us an image, at most %,d MB after a"
              + " collection, %,d MB held at the end%n",
          wall,
          busy,
          1e6 * busy / images,
          KEPT.get() >> 20,
          held() >> 20);
    } finally {
      LocalSpark.close(spark);
    }
  }

  private static void run(
      SparkSession spark,
      DetectWork work,
      String out,
      List<ImageEntry> listed,
      int waveImages,
      int batchSize) {
    try (ResumableFolder folder =
        ResumableFolder.open(out, Map.of(), false, spark.sparkContext().hadoopConfiguration())) {
      new DetectWaves(spark, work, batchSize, DetectImages.plain(listed)).run(folder, waveImages);
      folder.commit();
    }
  }

  private static List<ImageEntry> list(int images) {
    List<ImageEntry> list = new ArrayList<>(images);
    for (int i = 0; i < images; i++) {
      String path = String.format(Locale.ROOT, "s3a://bucket/images/%06d/%012d.jpg", i / 1000, i);
      list.add(ImageEntry.file(path, 50_000 + i % 100_000));
    }
    return list;
  }

  private static long held() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void watchCollections() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, nothing) -> {
                var info =
                    GarbageCollectionNotificationInfo.from(
                        (CompositeData) notification.getUserData());
                long kept = 0;
                for (Map.Entry<String, MemoryUsage> pool :
                    info.getGcInfo().getMemoryUsageAfterGc().entrySet()) {
                  boolean heap = pool.getKey().matches("(G1|PS) .*");
                  kept += heap ? pool.getValue().getUsed() : 0;
                }
                KEPT.accumulateAndGet(kept, Math::max);
              },
              n ->
                  n.getType()
                      .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
              null);
    }
  }
}
