package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;

/**
 * An evaluation protocol. One file a protocol, found by ServiceLoader, named by its {@link #id}.
 */
public interface Metric {

  /** How to treat what is plainly a slip in the reference implementation. */
  enum Mode {
    /** Counts right; every difference is documented. */
    CORRECTED,
    /** Equals the reference, slips included. */
    STRICT
  }

  /** The name on the command line and in metrics.json, e.g. "coco". */
  String id();

  /** Begins an evaluation against a ground truth, with the protocol's standard parameters. */
  Evaluation start(Annotations truth, Mode mode);

  /**
   * A state that takes detections in any order and split. Every detection's image must be in the
   * ground truth; classes that are not are left out of the result. Not safe for several threads.
   */
  interface Evaluation {

    /** Adds detections; their ranks must differ from those added before. */
    void add(DetectionTable detections);

    /** Adds all that another evaluation of the same kind and ground truth was given. */
    void merge(Evaluation other);

    /**
     * Evaluates every class that has detections here and forgets the detections. What comes back is
     * small and can travel. All detections of such a class must have been added before.
     */
    byte[] close();

    /** Adds what {@link #close} gave in an evaluation of the same kind and ground truth. */
    void mergeClosed(byte[] closed);

    /** The result over all that was added and merged. More may be added afterwards. */
    MetricResult result();
  }
}
