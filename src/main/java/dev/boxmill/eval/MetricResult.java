package dev.boxmill.eval;

import java.util.List;
import java.util.Map;

/** What a protocol measured; -1 stands for "undefined" everywhere. */
public interface MetricResult {

  /** The protocol's id. */
  String metric();

  /** The headline numbers by name, in the order to print them. */
  Map<String, Double> statistics();

  /** One entry a class, ascending by category id. */
  List<ClassScore> perClass();

  /** Precision over recall, a class and threshold each; the mean over classes comes first. */
  List<Curve> curves();

  /** The headline numbers as a person reads them in a terminal. */
  List<String> summary();
}
