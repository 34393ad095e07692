package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A plan at work on some of the detections, or on all of them. */
public final class EvaluationPart {
  private final Annotations truth;
  private final EvaluationPlan plan;
  private final List<Metric.Evaluation> evaluations = new ArrayList<>();
  private final KnownIds ids;
  private final WorstImages worst;

  public EvaluationPart(Annotations truth, EvaluationPlan plan) {
    this.truth = truth;
    this.plan = plan;
    for (Metric metric : plan.metrics()) {
      evaluations.add(metric.start(truth, plan.options()));
    }
    ids = new KnownIds(truth);
    worst = new WorstImages(truth, plan.examples());
  }

  /** Adds all detections of some images to everything but the protocols that go by class. */
  public void addImages(DetectionTable detections) {
    DetectionTable known = ids.filter(detections);
    worst.add(known);
    addTo(Metric.Grouping.IMAGE, known);
  }

  /**
   * Adds all detections of some classes to the protocols that go by class. Their ids have been
   * counted where they came by image.
   */
  public void addClasses(DetectionTable detections) {
    addTo(Metric.Grouping.CATEGORY, new KnownIds(truth).filter(detections));
  }

  private void addTo(Metric.Grouping grouping, DetectionTable detections) {
    for (int i = 0; i < evaluations.size(); i++) {
      if (plan.metrics().get(i).grouping() == grouping) {
        evaluations.get(i).add(detections);
      }
    }
  }

  /** Adds all detections there are. */
  public void addAll(DetectionTable detections) {
    DetectionTable known = ids.filter(detections);
    worst.add(known);
    evaluations.forEach(evaluation -> evaluation.add(known));
  }

  /** A protocol's number in the plan and a key of its own, as one. */
  private static long key(int metric, int key) {
    return (long) metric << 32 | key & 0xFFFFFFFFL;
  }

  /** Closes all protocols; hands on their fragments under keys for {@link #reduce}. */
  public void close(BiConsumer<Long, byte[]> fragments) {
    for (int i = 0; i < evaluations.size(); i++) {
      int metric = i;
      Map<Integer, byte[]> closed = evaluations.get(i).close();
      closed.forEach((key, bytes) -> fragments.accept(key(metric, key), bytes));
    }
  }

  /** What is known of ids and images, for {@link #mergeFindings}. */
  public byte[] findings() {
    byte[] known = ids.save();
    byte[] images = worst.save();
    ByteBuffer to = ByteBuffer.allocate(4 + known.length + images.length);
    return to.putInt(known.length).put(known).put(images).array();
  }

  public void mergeFindings(byte[] findings) {
    ByteBuffer from = ByteBuffer.wrap(findings);
    byte[] known = new byte[from.getInt()];
    from.get(known);
    byte[] images = new byte[from.remaining()];
    from.get(images);
    ids.mergeSaved(known);
    worst.mergeSaved(images);
  }

  /** All fragments of a key as one small piece. */
  public byte[] reduce(long key, List<byte[]> fragments) {
    return evaluations.get((int) (key >> 32)).reduce((int) key, fragments);
  }

  public void mergeReduced(long key, byte[] reduced) {
    evaluations.get((int) (key >> 32)).mergeReduced((int) key, reduced);
  }

  /** Counts of ids, and complaints about them. */
  public KnownIds ids() {
    return ids;
  }

  public WorstImages worst() {
    return worst;
  }

  public List<MetricResult> results() {
    return evaluations.stream().map(Metric.Evaluation::result).toList();
  }
}
