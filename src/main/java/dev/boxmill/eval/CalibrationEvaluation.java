package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calibration under way, keyed by class. */
final class CalibrationEvaluation extends KeyedEvaluation {
  private final ScoredMatcher matcher;

  CalibrationEvaluation(Annotations truth, EvaluationOptions options) {
    super(truth);
    matcher = new ScoredMatcher("calibration", truth, options);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    return matcher.match(detections);
  }

  @Override
  public byte[] reduce(int k, List<byte[]> fragments) {
    return CalibrationBins.of(ScoredMatches.read(fragments)).write();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    List<CalibrationBins> classes = new ArrayList<>();
    CalibrationBins all = new CalibrationBins();
    for (int k = 0; k < matcher.classes().size(); k++) {
      byte[] piece = reduced.get(k);
      classes.add(
          piece == null ? new CalibrationBins() : CalibrationBins.read(ByteBuffer.wrap(piece)));
      all.add(classes.get(k));
    }
    return new CalibrationReport(matcher.classes(), classes, all, matcher.iou()).result();
  }
}
