package dev.boxmill.spark;

import dev.boxmill.eval.MetricResult;
import dev.boxmill.eval.PanopticQuality;
import dev.boxmill.store.PanopticFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/** Panoptic quality over a cluster: a task reads and counts images, classes meet for their sums. */
public final class SparkPanoptic {
  private static final int TASKS_PER_CORE = 4;

  private SparkPanoptic() {}

  /**
   * Counts all images.
   *
   * @param spark whose executors read the PNGs
   * @param files their JSON read here
   * @return the same numbers whatever the number of tasks
   * @throws dev.boxmill.error.UserException when a PNG is missing or does not fit its JSON
   */
  public static MetricResult evaluate(SparkSession spark, PanopticFiles files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks =
        Math.max(1, Math.min(files.images(), TASKS_PER_CORE * context.defaultParallelism()));
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
    Broadcast<PanopticFiles> shared = context.broadcast(files);
    PanopticQuality quality = files.quality();
    context
        .parallelize(numbers, tasks)
        .flatMapToPair(
            task -> {
              PanopticFiles here = shared.value();
              List<Tuple2<Integer, byte[]>> fragments = new ArrayList<>();
              int images = here.images();
              here.evaluate(IntStream.iterate(task, i -> i < images, i -> i + tasks))
                  .forEach((id, fragment) -> fragments.add(new Tuple2<>(id, fragment)));
              return fragments.iterator();
            })
        .groupByKey()
        .mapValues(
            group -> {
              List<byte[]> fragments = new ArrayList<>();
              group.forEach(fragments::add);
              return PanopticQuality.reduce(fragments);
            })
        .collect()
        .forEach(piece -> quality.mergeReduced(piece._1(), piece._2()));
    shared.destroy();
    return quality.result();
  }
}
