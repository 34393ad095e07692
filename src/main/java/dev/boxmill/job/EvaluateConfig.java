package dev.boxmill.job;

import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;

/** What an evaluation is asked for; checked when made. */
record EvaluateConfig(
    String groundTruth, String detections, String out, String protocol, boolean strict) {

  EvaluateConfig {
    Metrics.find(protocol);
  }

  Metric metric() {
    return Metrics.find(protocol);
  }

  Metric.Options options() {
    return new Metric.Options(strict);
  }
}
