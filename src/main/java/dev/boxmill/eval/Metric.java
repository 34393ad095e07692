package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * An evaluation protocol. One file a protocol, found by ServiceLoader, named by its {@link #id}.
 *
 * <p>Work goes in two steps, so that it can be spread over machines. Detections are dealt out by
 * {@link #grouping}; whoever has all detections of a group matches them and gives fragments, each
 * under a key ({@link Evaluation#close}). Fragments of one key meet somewhere and become one small
 * piece ({@link Evaluation#reduce}), and all pieces together are the result.
 */
public interface Metric extends Serializable {

  /** How to treat what is plainly a slip in the reference implementation. */
  enum Mode {
    /** Counts right; every difference is documented. */
    CORRECTED,
    /** Equals the reference, slips included. */
    STRICT
  }

  /** Which detections have to be seen together. */
  enum Grouping {
    /** All detections of a class. */
    CATEGORY,
    /** All detections of an image. */
    IMAGE
  }

  /** {@return the name on the command line and in metrics.json, e.g. "coco"} */
  String id();

  /** {@return which detections have to be added to one evaluation together} */
  Grouping grouping();

  /**
   * Begins an evaluation against a ground truth.
   *
   * @param truth what to find; shared by evaluations, never changed
   * @param options choices that the protocol does not have are ignored or refused, as it documents
   * @return a state without detections
   * @throws dev.boxmill.error.UserException when the options or the ground truth do not fit the
   *     protocol
   */
  Evaluation start(Annotations truth, EvaluationOptions options);

  /**
   * A state that takes detections in any order and split. Every detection's image must be in the
   * ground truth; classes that are not are left out of the result. Not safe for several threads.
   */
  interface Evaluation {

    /**
     * Adds detections; their ranks must differ from those added before.
     *
     * @param detections of images that the ground truth has; may be kept until {@link #close}
     */
    void add(DetectionTable detections);

    /**
     * Adds all that another evaluation of the same kind and ground truth was given.
     *
     * @param other no key may have been reduced into both
     */
    void merge(Evaluation other);

    /**
     * Evaluates every group that has detections here and forgets the detections. All detections of
     * such a group must have been added before.
     *
     * @return fragments by key, fit to travel
     */
    Map<Integer, byte[]> close();

    /**
     * Makes one small piece of all fragments of a key, whatever their order. The state is not
     * changed.
     *
     * @param key as {@link #close} gave it
     * @param fragments of this key from all evaluations
     * @return bytes for {@link #mergeReduced}
     */
    byte[] reduce(int key, List<byte[]> fragments);

    /**
     * Adds what {@link #reduce} gave for a key in an evaluation of the same kind.
     *
     * @param key the fragments' key, each once
     * @param reduced their sum
     */
    void mergeReduced(int key, byte[] reduced);

    /** {@return the result over all that was added and merged; more may be added afterwards} */
    MetricResult result();
  }
}
