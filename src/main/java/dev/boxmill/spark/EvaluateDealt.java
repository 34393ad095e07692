package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionBytes;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.eval.EvaluationPart;
import dev.boxmill.eval.EvaluationPlan;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Evaluates what {@link DealOut} dealt to one task.
 *
 * @param tasks their number
 */
record EvaluateDealt(Broadcast<Annotations> shared, EvaluationPlan plan, int tasks)
    implements PairFlatMapFunction<Iterator<Tuple2<Integer, byte[]>>, Long, byte[]> {

  @Override
  public Iterator<Tuple2<Long, byte[]>> call(Iterator<Tuple2<Integer, byte[]>> blocks) {
    DetectionTable.Builder images = new DetectionTable.Builder();
    DetectionTable.Builder classes = new DetectionTable.Builder();
    while (blocks.hasNext()) {
      Tuple2<Integer, byte[]> block = blocks.next();
      if (block._2().length == 0) {
        return List.of(new Tuple2<>(FragmentKeys.UNREADABLE, new byte[0])).iterator();
      }
      DetectionBytes.read(block._2(), block._1() < tasks ? images : classes);
    }
    EvaluationPart part = new EvaluationPart(shared.value(), plan);
    part.addImages(images.build());
    part.addClasses(classes.build());
    return EvaluateImages.fragments(part);
  }
}
