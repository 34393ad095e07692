package dev.boxmill.job;

import dev.boxmill.data.Category;
import dev.boxmill.format.DetectionLabels;
import dev.boxmill.head.Descriptor;
import dev.boxmill.spark.CocoResultsFile;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.spark.DrawnImages;
import dev.boxmill.spark.LabelFilesRun;
import dev.boxmill.spark.PanopticRun;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.ResumableFolder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What detect writes besides its rows, from them, once all are there. */
final class DetectExtras {
  /** Says that a run may have put some of these in their places already. */
  private static final String MARK = "_waves/extras";

  private static final String DRAWN = "drawn";

  private final DetectConfig config;
  private final ImageOutputOptions options;
  private final ResumableFolder out;
  private final Configuration hadoop;

  DetectExtras(DetectConfig config, ResumableFolder out, Configuration hadoop) {
    this.config = config;
    options = config.imageOutputs();
    this.out = out;
    this.hadoop = hadoop;
  }

  /** What is being written, by kind; a kind that nobody wants is null. */
  private record Places(
      AtomicOutput coco,
      AtomicOutput yolo,
      AtomicOutput voc,
      AtomicOutput panoptic,
      AtomicOutput drawn)
      implements AutoCloseable {
    List<AtomicOutput> folders() {
      return Stream.of(yolo, voc, panoptic, drawn).filter(Objects::nonNull).toList();
    }

    @Override
    public void close() {
      folders().forEach(AtomicOutput::close);
      if (coco != null) {
        coco.close();
      }
    }
  }

  private Places open() {
    boolean replace = config.waves().overwrite || out.holds(MARK);
    String file = config.cocoJson();
    return new Places(
        file == null ? null : AtomicOutput.file(file, replace, hadoop),
        folder(options.yoloDir, replace),
        folder(options.vocDir, replace),
        folder(options.panopticDir, replace),
        folder(options.drawDir, replace));
  }

  private AtomicOutput folder(String given, boolean replace) {
    return given == null ? null : AtomicOutput.folder(given, replace, hadoop);
  }

  private static List<Category> categories(Descriptor descriptor) {
    Map<Integer, Category> categories = new TreeMap<>();
    int[] ids = descriptor.categoryIds();
    for (int c = 0; c < ids.length; c++) {
      String name = descriptor.classes().get(c);
      if (ids[c] != Descriptor.DROPPED) {
        boolean thing = !descriptor.stuff().contains(name);
        categories.putIfAbsent(ids[c], new Category(ids[c], name, "", "", thing, List.of()));
      }
    }
    return List.copyOf(categories.values());
  }

  /** Finds out before the run whether they can be written; a killed run leaves nothing of it. */
  void check() {
    open().close();
  }

  /**
   * Writes all, and puts them in their places.
   *
   * @param facts the run's, for folders of their own
   */
  void write(SparkSession spark, DetectImages images, List<DetectModel> models, String facts) {
    // Of several, only fused ones come here with a folder of labels; they agree on the classes.
    Descriptor descriptor = models.get(0).descriptor();
    String rows = out.place().toString();
    int[] ids = descriptor.categoryIds();
    try (Places places = open()) {
      if (places.coco != null) {
        CocoResultsFile.write(spark, rows, places.coco);
      }
      if (places.yolo != null) {
        Path to = places.yolo.temporary();
        LabelFilesRun.write(spark, rows, DetectionLabels.YOLO, ids, to);
        String yaml = DetectionLabels.dataYaml(descriptor.classes());
        places.yolo.writeText(new Path(to, "data.yaml"), yaml);
      }
      if (places.voc != null) {
        LabelFilesRun.write(spark, rows, DetectionLabels.VOC, ids, places.voc.temporary());
      }
      if (places.panoptic != null) {
        PanopticRun.write(
            spark, rows, categories(descriptor), options.panopticThreshold, places.panoptic);
      }
      if (options.draw > 0) {
        Path to = places.drawn == null ? new Path(out.place(), DRAWN) : places.drawn.temporary();
        DrawnImages.write(spark, images, rows, options.draw, options.drawThreshold, to);
      }
      out.writeText(MARK, "");
      for (AtomicOutput folder : places.folders()) {
        folder.writeText(new Path(folder.temporary(), RunFacts.FILE), facts);
        folder.commit();
      }
      if (places.coco != null) {
        places.coco.commit();
      }
    }
  }
}
