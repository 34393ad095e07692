package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/** PASCAL VOC's protocol of 2007 to 2009: average precision over eleven recall levels. */
@AutoService(Metric.class)
public final class Voc07Metric implements Metric {

  @Override
  public String id() {
    return "voc07";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    return new RankedEvaluation(
        new VocProtocol(id(), AveragePrecision.ELEVEN_POINT),
        truth,
        RankedEvaluation.ious(id(), options));
  }
}
