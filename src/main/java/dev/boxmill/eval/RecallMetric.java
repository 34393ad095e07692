package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import java.util.List;

/**
 * Recall against the number of detections that an image may have of a class: COCO's AR at more
 * limits than COCO has. The curve of Hosang et al., "What makes for effective detection proposals?"
 * (TPAMI 2016), and of RPN in "Faster R-CNN" (Ren et al. 2015, section 4), with COCO's matching.
 */
@AutoService(Metric.class)
public final class RecallMetric implements Metric {
  private static final String AREA = "all";
  private static final int[] LIMITS = {1, 2, 3, 5, 10, 20, 50, 100};

  @Override
  public String id() {
    return "recall";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    CocoParameters parameters =
        CocoParameters.of(options).withAreas(List.of(new AreaRange(AREA, 0, 1e10)));
    if (options.maxDetections().isEmpty()) {
      parameters = parameters.withMaxDetections(LIMITS);
    }
    parameters.task().require(truth.groundTruths());
    return new RecallEvaluation(truth, parameters);
  }
}
