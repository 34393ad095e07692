package dev.boxmill.inference;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a task needs to know of its detectors; plain values, so that it travels to executors.
 *
 * @param models one or more, in the user's order
 * @param combination how their detections, and those of views and tiles, come together
 */
public record DetectPlan(List<Member> models, Combination combination) implements Serializable {
  private static final long serialVersionUID = 1L;

  public DetectPlan {
    models = new ArrayList<>(models); // Java's immutable lists do not all travel
  }

  /**
   * One of the models.
   *
   * @param file the name under which an executor finds it
   * @param settings its descriptor, device and thresholds
   */
  public record Member(String file, Detector.Settings settings) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * {@return the same with another batch size for all models}
   *
   * @param size images of a forward pass, at least 1; a graph that fixes its batch keeps its own
   */
  public DetectPlan withBatchSize(int size) {
    List<Member> resized =
        models.stream().map(m -> new Member(m.file(), m.settings().withBatchSize(size))).toList();
    return new DetectPlan(resized, combination);
  }

  boolean simple() {
    return combination.simple(models.size());
  }
}
