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

  /**
   * Begins with no detections.
   *
   * @param truth of all images, whatever part of the detections comes here
   * @param plan the same for all parts
   */
  public EvaluationPart(Annotations truth, EvaluationPlan plan) {
    this.truth = truth;
    this.plan = plan;
    for (Metric metric : plan.metrics()) {
      evaluations.add(metric.start(truth, plan.options()));
    }
    ids = new KnownIds(truth);
    worst = new WorstImages(truth, plan.examples());
  }

  /**
   * Adds all detections of some images to everything but the protocols that go by class.
   *
   * @param detections no image may come twice, here or in another part
   */
  public void addImages(DetectionTable detections) {
    DetectionTable known = ids.filter(detections);
    worst.add(known);
    addTo(Metric.Grouping.IMAGE, known);
  }

  /**
   * Adds all detections of some classes to the protocols that go by class. Their ids have been
   * counted where they came by image.
   *
   * @param detections no class may come twice, here or in another part
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

  /**
   * Adds all detections there are.
   *
   * @param detections of the whole input; to be called once
   */
  public void addAll(DetectionTable detections) {
    DetectionTable known = ids.filter(detections);
    worst.add(known);
    evaluations.forEach(evaluation -> evaluation.add(known));
  }

  /** A protocol's number in the plan and a key of its own, as one. */
  private static long key(int metric, int key) {
    return (long) metric << 32 | key & 0xFFFFFFFFL;
  }

  /**
   * Closes all protocols; hands on their fragments under keys for {@link #reduce}.
   *
   * @param fragments takes each key (protocol and class in one number) with its bytes
   */
  public void close(BiConsumer<Long, byte[]> fragments) {
    for (int i = 0; i < evaluations.size(); i++) {
      int metric = i;
      Map<Integer, byte[]> closed = evaluations.get(i).close();
      closed.forEach((key, bytes) -> fragments.accept(key(metric, key), bytes));
    }
  }

  /** {@return what is known of ids and images, for {@link #mergeFindings}} */
  public byte[] findings() {
    byte[] known = ids.save();
    byte[] images = worst.save();
    ByteBuffer to = ByteBuffer.allocate(4 + known.length + images.length);
    return to.putInt(known.length).put(known).put(images).array();
  }

  /**
   * Adds what {@link #findings} gave for other images.
   *
   * @param findings of a part of the same plan and ground truth
   */
  public void mergeFindings(byte[] findings) {
    ByteBuffer from = ByteBuffer.wrap(findings);
    byte[] known = new byte[from.getInt()];
    from.get(known);
    byte[] images = new byte[from.remaining()];
    from.get(images);
    ids.mergeSaved(known);
    worst.mergeSaved(images);
  }

  /**
   * All fragments of a key as one small piece.
   *
   * @param key as {@link #close} gave it
   * @param fragments of this key from all parts, in any order
   * @return bytes for {@link #mergeReduced}
   */
  public byte[] reduce(long key, List<byte[]> fragments) {
    return evaluations.get((int) (key >> 32)).reduce((int) key, fragments);
  }

  /**
   * Adds what {@link #reduce} gave; each key once.
   *
   * @param key the fragments' key
   * @param reduced their sum
   */
  public void mergeReduced(long key, byte[] reduced) {
    evaluations.get((int) (key >> 32)).mergeReduced((int) key, reduced);
  }

  /** {@return counts of ids, and complaints about them; live, not a copy} */
  public KnownIds ids() {
    return ids;
  }

  /** {@return the images with most errors so far; live, not a copy} */
  public WorstImages worst() {
    return worst;
  }

  /** {@return a result for each protocol, in the plan's order} */
  public List<MetricResult> results() {
    return evaluations.stream().map(Metric.Evaluation::result).toList();
  }
}
