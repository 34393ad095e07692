package dev.boxmill.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Confidence intervals of a run's headline numbers, where it was bootstrapped. */
final class Intervals {
  private final Map<String, Card.Interval> byStatistic = new HashMap<>();

  private Intervals() {}

  static Intervals of(EvaluateResult run) {
    Intervals intervals = new Intervals();
    String share = share(run) + " ";
    for (ResultRow row : run.headline().rows("intervals")) {
      double low = row.number("low");
      double high = row.number("high");
      if (low >= 0 && high >= low) {
        String text = share + Format.metric(low) + " to " + Format.metric(high);
        intervals.byStatistic.put(row.text("statistic"), new Card.Interval(low, high, text));
      }
    }
    return intervals;
  }

  /** What the intervals are called: "95 % interval", or without the share where it is unknown. */
  static String share(EvaluateResult run) {
    return Optional.ofNullable(run.run().options().get("confidence"))
        .filter(Number.class::isInstance)
        .map(n -> Format.plain(100 * ((Number) n).doubleValue()) + " % interval")
        .orElse("interval");
  }

  /** The card with its statistic's interval, or as it is. */
  Card on(String statistic, Card card) {
    return card.with(byStatistic.get(statistic));
  }
}
