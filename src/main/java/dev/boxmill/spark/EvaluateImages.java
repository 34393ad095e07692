package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.eval.EvaluationPart;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.store.DetectionSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Evaluates the parts of a source that holds whole images. */
record EvaluateImages(DetectionSource source, Broadcast<Annotations> shared, EvaluationPlan plan)
    implements PairFlatMapFunction<Iterator<Integer>, Long, byte[]> {

  @Override
  public Iterator<Tuple2<Long, byte[]>> call(Iterator<Integer> parts) throws IOException {
    Annotations truth = shared.value();
    EvaluationPart part = new EvaluationPart(truth, plan);
    List<DetectionTable> tables = new ArrayList<>();
    while (parts.hasNext()) {
      source.read(parts.next(), truth.images(), tables::add);
    }
    part.addImages(DetectionTable.concat(tables));
    return fragments(part);
  }

  static Iterator<Tuple2<Long, byte[]>> fragments(EvaluationPart part) {
    List<Tuple2<Long, byte[]>> all = new ArrayList<>();
    part.close((key, fragment) -> all.add(new Tuple2<>(key, fragment)));
    all.add(new Tuple2<>(FragmentKeys.FINDINGS, part.findings()));
    return all.iterator();
  }
}
