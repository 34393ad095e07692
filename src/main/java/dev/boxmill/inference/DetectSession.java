package dev.boxmill.inference;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.AugmentedView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The detectors of a plan, opened for one thread: one a model, and one a model's scale. */
public final class DetectSession implements AutoCloseable {
  /** A task holds three such batches of inputs. */
  private static final int MOST_BATCH = 64;

  private final DetectPlan plan;
  private final List<Map<Double, Detector>> detectors = new ArrayList<>();

  private DetectSession(DetectPlan plan) {
    this.plan = plan;
  }

  /**
   * Finds or loads the models and warms them up.
   *
   * @param plan its files are names for {@code files}
   * @param files finds a model's file on this machine by its name
   * @param gpu index of the GPU, where one is taken
   * @return the detectors, for one thread, which closes them
   * @throws UserException when models, descriptors and device do not go together, or the plan asks
   *     of a model what it cannot do
   */
  public static DetectSession open(DetectPlan plan, Function<String, Path> files, int gpu) {
    DetectSession session = new DetectSession(plan);
    try {
      for (DetectPlan.Member member : plan.models()) {
        Map<Double, Detector> scales = new LinkedHashMap<>();
        session.detectors.add(scales);
        for (AugmentedView view : plan.combination().augmentedViews()) {
          if (!scales.containsKey(view.scale())) {
            scales.put(view.scale(), detector(member, files, gpu, view.scale()));
          }
        }
        Detector first = scales.values().iterator().next();
        if (first.parts() > 1 && plan.combination().mixes()) {
          throw new UserException(
              member.file()
                  + ": gives one list of detections a decoder layer, which --tta, --tile and"
                  + " --ensemble cannot mix; run it without them");
        }
        if (first.takesProposals() && !plan.simple()) {
          throw new UserException(
              member.file()
                  + ": takes proposals, which are of whole images and one model; run it alone,"
                  + " without --tta and --tile");
        }
      }
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * The batch size that is worth its memory for all models of a plan together, by passes over
   * zeros: 1, 2, 4, ..., {@value #MOST_BATCH}, as long as each does over 5 % more images a second.
   * Another call may find another: the clock decides.
   *
   * @param plan its batch size does not count
   * @param files as in {@link #open}
   * @param gpu as in {@link #open}
   * @return the size to ask for; a graph that fixes its batch keeps its own all the same
   * @throws UserException as {@link #open}
   */
  public static int bestBatchSize(DetectPlan plan, Function<String, Path> files, int gpu) {
    List<BatchGrowth.Point> points =
        BatchGrowth.measure(
            MOST_BATCH,
            size -> {
              try (DetectSession session = open(plan.withBatchSize(size), files, gpu)) {
                return session.batchSize() / session.secondsAPass();
              }
            });
    return BatchGrowth.best(points).batchSize();
  }

  private double secondsAPass() {
    return detectors.stream()
        .flatMap(scales -> scales.values().stream())
        .mapToDouble(Detector::secondsAPass)
        .sum();
  }

  private static Detector detector(
      DetectPlan.Member member, Function<String, Path> files, int gpu, double scale) {
    Path file = files.apply(member.file());
    if (scale == 1) {
      return Detector.open(file, member.settings(), gpu);
    }
    try {
      return Detector.open(file, member.settings(), gpu, scale);
    } catch (UserException e) {
      throw new UserException(
          "--tta scales: "
              + member.file()
              + " takes no input of "
              + scale
              + " times its own size ("
              + e.getMessage()
              + "); leave scales out, or export the model for any size",
          e);
    }
  }

  /** {@return images of a group: what the first model's graph fixes, else what was asked for} */
  public int batchSize() {
    return first().batchSize();
  }

  /** {@return name and version of the first model's engine} */
  public String engine() {
    return first().engine();
  }

  /** {@return the device in use, e.g. "cpu" or "gpu0"} */
  public String device() {
    return first().device();
  }

  /**
   * {@return what the sweep counted on the images so far, as {@link
   * dev.boxmill.head.NmsSweep#totals} has it; empty without a sweep}
   */
  public Optional<long[]> sweepTotals() {
    return first().sweepTotals();
  }

  private Detector first() {
    return detectors.get(0).values().iterator().next();
  }

  /**
   * Starts decoding.
   *
   * @param images asked for the next one by the caller's thread only, some images ahead
   * @param threads decoding threads, at least 1
   * @param options limits of the images; {@code fast} counts for one model without views and tiles
   * @return detections in the images' order, to be closed before this session; one at a time, since
   *     it runs this session's models
   */
  public DetectionStream start(
      Iterator<? extends ImageSource> images, int threads, DecodeOptions options) {
    return plan.simple()
        ? new DetectionPipeline(first(), images, threads, options)
        : new ComposedPipeline(plan.combination(), detectors, images, threads, options);
  }

  @Override
  public void close() {
    detectors.forEach(scales -> scales.values().forEach(Detector::close));
  }
}
