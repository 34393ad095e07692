package dev.boxmill.spark;

import dev.boxmill.cluster.AnchorKMeans;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.cluster.KMeansOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Restarts of k-means as Spark tasks, one each: the sizes travel once to an executor. */
public final class AnchorRestarts {
  private AnchorRestarts() {}

  /**
   * The same bits as {@link AnchorKMeans#fit}, whatever the master.
   *
   * @param spark runs as many tasks as there are restarts
   * @param sizes in the unit that the anchors shall have
   * @param options how to look for them
   * @return the one with the highest average IoU, of equals the earliest start
   * @throws dev.boxmill.error.UserException when there are fewer distinct sizes than anchors
   */
  public static Clustering fit(SparkSession spark, BoxSizes sizes, KMeansOptions options) {
    AnchorKMeans.check(sizes, options.k());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Integer> starts = IntStream.range(0, options.restarts()).boxed().toList();
    Broadcast<BoxSizes> shared = context.broadcast(sizes);
    try {
      return context
          .parallelize(starts, starts.size())
          .map(start -> AnchorKMeans.fitOnce(shared.value(), options, start))
          .reduce(Clustering::orBetter);
    } finally {
      shared.destroy();
    }
  }
}
