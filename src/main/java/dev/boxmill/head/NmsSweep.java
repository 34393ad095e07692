package dev.boxmill.head;

import dev.boxmill.data.SweptBox;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ScoredBoxes;
import dev.boxmill.geometry.Suppressor;
import dev.boxmill.geometry.Survivors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Counts what NMS keeps, and how long it takes, over a grid of score thresholds and IoUs: the
 * analysis of RT-DETR (Zhao et al. 2024, section 3), by which one sees how much a detector's speed
 * and boxes hang on two hyperparameters. The survivors counted are not limited in number; those
 * given back are, as a run's detections. The time is the processor's, so that other work on the
 * machine does not count: filtering by score, ranking and suppressing.
 *
 * <p>Not thread-safe; one per worker. Counts do not depend on how images are dealt out.
 */
public final class NmsSweep {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final NmsSweepGrid grid;
  private final PostProcessor postProcessor;
  private final Suppressor[] suppressors;

  /** Images; then for each setting boxes before, boxes kept and nanoseconds. */
  private final long[] totals;

  /**
   * Starts from zero.
   *
   * @param grid the same for all workers
   * @param postProcessor says which candidates compete; its own suppression is not run
   */
  public NmsSweep(NmsSweepGrid grid, PostProcessor postProcessor) {
    this.grid = grid;
    this.postProcessor = postProcessor;
    suppressors = new Suppressor[grid.size()];
    int at = 0;
    for (double score : grid.scoreThresholds()) {
      for (double iou : grid.ious()) {
        suppressors[at++] = new Suppressor(grid.nms().withIou(iou), score, Integer.MAX_VALUE);
      }
    }
    totals = new long[1 + 3 * grid.size()];
  }

  /**
   * One setting's totals over all images.
   *
   * @param scoreThreshold boxes scoring less were left out
   * @param iou the threshold of NMS
   * @param boxesBefore boxes left by the score threshold
   * @param boxesKept boxes left by NMS
   * @param seconds elapsed, summed over the workers' threads
   */
  public record Point(
      double scoreThreshold, double iou, long boxesBefore, long boxesKept, double seconds) {}

  /**
   * All settings' totals, score threshold after score threshold.
   *
   * @param images how many were counted
   * @param points one a setting
   */
  public record Result(long images, List<Point> points) {
    /** Copies the list. */
    public Result {
      points = List.copyOf(points);
    }
  }

  /**
   * Runs every setting on an image's candidates.
   *
   * @param candidates none above the grid's floor may be missing; not changed
   * @param letterbox how the image lies in the model's input
   * @return what a run with each setting would give, best score first
   */
  public List<SweptBox> add(Candidates candidates, Letterbox letterbox) {
    ScoredBoxes boxes = postProcessor.competitors(candidates);
    SweptBoxes swept = new SweptBoxes(postProcessor, letterbox, boxes);
    // Each image begins with another setting, so that no setting bears the warming up alone.
    int first = (int) (totals[0]++ % suppressors.length);
    for (int turn = 0; turn < suppressors.length; turn++) {
      int i = (first + turn) % suppressors.length;
      double threshold = grid.scoreThresholds().get(i / grid.ious().size());
      long start = THREADS.getCurrentThreadCpuTime();
      ScoredBoxes above = boxes.above(threshold);
      Survivors kept = suppressors[i].run(above);
      long took = THREADS.getCurrentThreadCpuTime() - start;
      int at = 1 + 3 * i;
      totals[at] += above.size();
      totals[at + 1] += kept.size();
      totals[at + 2] += took;
      swept.add(i, kept, swept.above(threshold));
    }
    return swept.toList();
  }

  /** {@return what was counted so far, for {@link #result}; a copy} */
  public long[] totals() {
    return totals.clone();
  }

  /**
   * Adds up what several workers counted on the same grid.
   *
   * @param grid the one they counted on
   * @param workers what {@link #totals} gave of each, in any order
   * @return the sums over all images
   */
  public static Result result(NmsSweepGrid grid, Collection<long[]> workers) {
    long[] sum = new long[1 + 3 * grid.size()];
    for (long[] worker : workers) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += worker[i];
      }
    }
    List<Point> points = new ArrayList<>();
    int at = 1;
    for (double score : grid.scoreThresholds()) {
      for (double iou : grid.ious()) {
        points.add(new Point(score, iou, sum[at], sum[at + 1], sum[at + 2] / 1e9));
        at += 3;
      }
    }
    return new Result(sum[0], points);
  }
}
