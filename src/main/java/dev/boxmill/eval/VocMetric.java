package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/** PASCAL VOC's protocol since 2010: average precision as the area under the curve. */
@AutoService(Metric.class)
public final class VocMetric implements Metric {

  @Override
  public String id() {
    return "voc";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    return new RankedEvaluation(
        new VocProtocol(id(), AveragePrecision.AREA), truth, RankedEvaluation.ious(id(), options));
  }
}
