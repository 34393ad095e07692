package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.InternalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The book-keeping that protocols share: detections not yet looked at, fragments, reduced pieces.
 * What is left to a protocol are three functions.
 */
abstract class KeyedEvaluation implements Metric.Evaluation {
  private final Annotations truth;
  private final List<DetectionTable> open = new ArrayList<>();
  private final Map<Integer, byte[]> pieces = new TreeMap<>();

  KeyedEvaluation(Annotations truth) {
    this.truth = truth;
  }

  /** Matches detections: every group that occurs is there as a whole. Fragments by key. */
  abstract Map<Integer, byte[]> evaluate(DetectionTable detections);

  @Override
  public abstract byte[] reduce(int key, List<byte[]> fragments);

  /** The result of all pieces, ascending by key. A key that no group gave is not in it. */
  abstract MetricResult finish(Map<Integer, byte[]> reduced);

  final Annotations truth() {
    return truth;
  }

  @Override
  public final void add(DetectionTable detections) {
    if (detections.size() > 0) {
      open.add(detections);
    }
  }

  @Override
  public final void merge(Metric.Evaluation other) {
    if (other.getClass() != getClass()) {
      throw new InternalException("merged with an evaluation of another kind");
    }
    KeyedEvaluation that = (KeyedEvaluation) other;
    open.addAll(that.open);
    that.pieces.forEach(this::mergeReduced);
  }

  @Override
  public final Map<Integer, byte[]> close() {
    Map<Integer, byte[]> fragments =
        open.isEmpty() ? Map.of() : evaluate(DetectionTable.concat(open));
    open.clear();
    return fragments;
  }

  @Override
  public final void mergeReduced(int key, byte[] reduced) {
    if (pieces.put(key, reduced) != null) {
      throw new InternalException("key " + key + " was reduced in two places");
    }
  }

  @Override
  public final MetricResult result() {
    Map<Integer, byte[]> all = new TreeMap<>(pieces);
    if (!open.isEmpty()) {
      evaluate(DetectionTable.concat(open))
          .forEach(
              (key, fragment) -> {
                if (all.put(key, reduce(key, List.of(fragment))) != null) {
                  throw new InternalException("detections of key " + key + " came late");
                }
              });
    }
    return finish(all);
  }
}
