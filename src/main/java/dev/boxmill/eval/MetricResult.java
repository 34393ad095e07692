package dev.boxmill.eval;

import java.util.List;
import java.util.Map;

/** What a protocol measured; -1 stands for "undefined" everywhere. */
public interface MetricResult {

  /** The protocol's id. */
  String metric();

  /** The headline numbers by name, in the order to print them. */
  Map<String, Double> statistics();

  /** All else; a table "perClass" has one row a class, ascending by category id. */
  List<ResultTable> tables();

  /** Precision over recall, a class and threshold each; the mean over classes comes first. */
  default List<Curve> curves() {
    return List.of();
  }

  /** The headline numbers as a person reads them in a terminal. */
  List<String> summary();
}
