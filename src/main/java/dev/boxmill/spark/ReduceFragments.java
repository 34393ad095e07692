package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.EvaluationPart;
import dev.boxmill.eval.EvaluationPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Makes one small piece of all fragments of a key. */
record ReduceFragments(Broadcast<Annotations> shared, EvaluationPlan plan)
    implements PairFunction<Tuple2<Long, Iterable<byte[]>>, Long, byte[]> {

  @Override
  public Tuple2<Long, byte[]> call(Tuple2<Long, Iterable<byte[]>> group) {
    long key = group._1();
    EvaluationPart part = new EvaluationPart(shared.value(), plan);
    if (key == FragmentKeys.UNREADABLE) {
      return new Tuple2<>(key, new byte[0]);
    }
    if (key == FragmentKeys.FINDINGS) {
      group._2().forEach(part::mergeFindings);
      return new Tuple2<>(key, part.findings());
    }
    List<byte[]> fragments = new ArrayList<>();
    group._2().forEach(fragments::add);
    return new Tuple2<>(key, part.reduce(key, fragments));
  }
}
