package dev.boxmill.eval;

import java.util.List;
import java.util.Map;

/** What a protocol measured; -1 stands for "undefined" everywhere. */
public interface MetricResult {

  /** {@return the protocol's id} */
  String metric();

  /** {@return the headline numbers by name, in the order to print them} */
  Map<String, Double> statistics();

  /** {@return all else; a table "perClass" has one row a class, ascending by category id} */
  List<ResultTable> tables();

  /**
   * {@return precision over recall, a class and threshold each, the mean over classes first; empty
   * where the protocol has no curves}
   */
  default List<Curve> curves() {
    return List.of();
  }

  /** {@return the headline numbers as a person reads them in a terminal, line by line} */
  List<String> summary();
}
