package dev.boxmill.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result that is no more than its numbers. */
record TabledResult(
    String metric, Map<String, Double> statistics, List<ResultTable> tables, List<String> summary)
    implements MetricResult {

  TabledResult {
    statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
    tables = List.copyOf(tables);
    summary = List.copyOf(summary);
  }
}
