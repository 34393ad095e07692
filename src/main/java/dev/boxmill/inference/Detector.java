package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.HeadDecoder;
import dev.boxmill.head.Heads;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.head.Preprocessing;
import dev.boxmill.head.Tensor;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A model with its head: a batch of inputs to boxes in image pixels. The model is shared with all
 * detectors of this JVM; the rest is one thread's.
 */
public final class Detector implements AutoCloseable {
  /** Sides of inputs are multiples of the coarsest usual stride. */
  private static final int STEP = 32;

  private static final int TIMED_PASSES = 5;

  /** Proposals an image in passes over zeros. */
  private static final int TRIAL_PROPOSALS = 64;

  /** The error of an image for which {@link #detect} gives null. */
  static final String TOO_LARGE =
      ErrorReason.OUT_OF_MEMORY.error("the model does not fit with one image");

  static final Comparator<Detection> BEST_FIRST =
      Comparator.comparingDouble((Detection d) -> -d.score());

  private final ModelRegistry.Lease lease;
  private final DetectorModel.Session session;
  private final Preprocessing input;
  private final PassSize passSize;
  private final HeadPass head;
  private final int batchSize;
  private final Rois trial;
  private final int maxDetections;
  private Forward model;

  /**
   * What to run; plain values, so that it travels to executors.
   *
   * @param checksum identifies the model's content
   * @param descriptorJson the descriptor's text
   * @param descriptorSource where that came from, for messages
   * @param device chosen on the machine that loads the model
   * @param batchSize images of a forward pass, where the graph does not fix it
   * @param scoreThreshold detections scoring less are dropped
   * @param nms how duplicates are removed
   * @param maxDetections detections kept an image
   * @param sweep settings of NMS to count besides; null for none
   * @param model what detections say of the model that found them; null for nothing
   * @param masks whether detections get their masks, where the head gives any
   */
  public record Settings(
      String checksum,
      String descriptorJson,
      String descriptorSource,
      DeviceChoice device,
      int batchSize,
      double scoreThreshold,
      NmsSettings nms,
      int maxDetections,
      NmsSweepGrid sweep,
      String model,
      boolean masks)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The only model, without masks.
     *
     * @param checksum identifies the model's content
     * @param descriptorJson the descriptor's text
     * @param descriptorSource where that came from, for messages
     * @param device chosen on the machine that loads the model
     * @param batchSize images of a forward pass, where the graph does not fix it
     * @param scoreThreshold detections scoring less are dropped
     * @param nms how duplicates are removed
     * @param maxDetections detections kept an image
     * @param sweep settings of NMS to count besides; null for none
     */
    public Settings(
        String checksum,
        String descriptorJson,
        String descriptorSource,
        DeviceChoice device,
        int batchSize,
        double scoreThreshold,
        NmsSettings nms,
        int maxDetections,
        NmsSweepGrid sweep) {
      this(
          checksum,
          descriptorJson,
          descriptorSource,
          device,
          batchSize,
          scoreThreshold,
          nms,
          maxDetections,
          sweep,
          null,
          false);
    }

    /** The same with another batch size. */
    Settings withBatchSize(int size) {
      return new Settings(
          checksum,
          descriptorJson,
          descriptorSource,
          device,
          size,
          scoreThreshold,
          nms,
          maxDetections,
          sweep,
          model,
          masks);
    }

    /** The same with other removal of duplicates. */
    Settings withNms(NmsSettings other) {
      return new Settings(
          checksum,
          descriptorJson,
          descriptorSource,
          device,
          batchSize,
          scoreThreshold,
          other,
          maxDetections,
          sweep,
          model,
          masks);
    }
  }

  private Detector(ModelRegistry.Lease lease, Settings settings, Descriptor descriptor) {
    this.lease = lease;
    input = descriptor.preprocessing();
    maxDetections = settings.maxDetections();
    int fixed = lease.model().fixedBatch();
    batchSize = fixed > 0 ? fixed : settings.batchSize();
    HeadDecoder.Head decoder = Heads.prepare(descriptor);
    trial =
        decoder.takesProposals()
            ? Rois.whole(batchSize, TRIAL_PROPOSALS, input.height(), input.width())
            : null;
    List<Tensor> outputs = lease.model().warmUp(batchSize, input, trial);
    // Whether the head fits the model's outputs is found out here, before any image.
    head = new HeadPass(decoder, descriptor, settings, outputs, trial);
    passSize = new PassSize(batchSize, fixed > 0);
    session = lease.model().newSession(input.form());
    model = session::forward;
  }

  /**
   * Finds or loads the model and warms it up.
   *
   * @param model the model's file on this machine
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   */
  static Detector open(Path model, Settings settings) {
    return open(model, settings, 0);
  }

  /**
   * The same on the GPU of an index, where one is taken.
   *
   * @param model the model's file on this machine
   * @param settings what to run; a model of its checksum that is loaded already is not read again
   * @param gpu index among the GPUs that the engine sees; not looked at on the CPU
   * @return a detector for one thread, which closes it; the model stays loaded for the next
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   */
  public static Detector open(Path model, Settings settings, int gpu) {
    return open(model, settings, gpu, 1);
  }

  /**
   * The same with the model's input larger or smaller, rounded to multiples of {@value #STEP}
   * pixels; for models that take any size.
   *
   * @param scale factor on the sides of the descriptor's input
   * @throws dev.boxmill.error.UserException when the model or its head takes its own size only
   */
  static Detector open(Path model, Settings settings, int gpu, double scale) {
    Descriptor descriptor =
        Descriptor.parse(settings.descriptorJson(), settings.descriptorSource());
    if (scale != 1) {
      Preprocessing input = descriptor.preprocessing();
      descriptor = descriptor.withInput(side(input.height(), scale), side(input.width(), scale));
    }
    ModelRegistry.Lease lease =
        ModelRegistry.acquire(model, settings.checksum(), settings.device(), gpu);
    try {
      return new Detector(lease, settings, descriptor);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private static int side(int side, double scale) {
    return STEP * (int) Math.max(1, Math.rint(side * scale / STEP));
  }

  /** How many lists of detections of an image the model gives; 1 but for decoder layers. */
  int parts() {
    return head.parts();
  }

  /** Whether images have to come with proposals. */
  boolean takesProposals() {
    return trial != null;
  }

  int maxDetections() {
    return maxDetections;
  }

  /** Images of a forward pass: what the graph fixes, else what was asked for. */
  int batchSize() {
    return batchSize;
  }

  /** Seconds of a pass over a batch of zeros, the shortest of a few. */
  double secondsAPass() {
    ByteBuffer zeros =
        ByteBuffer.allocateDirect(input.bytes(batchSize)).order(ByteOrder.nativeOrder());
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TIMED_PASSES; i++) {
      long start = System.nanoTime();
      forward(zeros);
      least = Math.min(least, System.nanoTime() - start);
    }
    return least / 1e9;
  }

  /** Name and version of the engine. */
  String engine() {
    return lease.model().engine();
  }

  /** {@return the device in use, e.g. "cpu" or "gpu0"} */
  public String device() {
    return lease.model().device();
  }

  /** What the sweep counted on the images so far; empty without a sweep. */
  Optional<long[]> sweepTotals() {
    return head.sweepTotals();
  }

  ImageDecoder newDecoder(DecodeOptions options) {
    return new ImageDecoder(input, options);
  }

  /** Puts something before the model; for failures that come of a device alone. */
  void wrap(UnaryOperator<Forward> wrapper) {
    model = wrapper.apply(model);
  }

  /**
   * Runs one batch, in parts where the memory does not bear all of it.
   *
   * @param values {@link #batchSize} inputs, native order, outside the heap
   * @param boxes how each image lies in its input; null where a place holds none
   * @return what was found in each image; nothing for an empty place, null for an image that does
   *     not fit in memory by itself
   */
  List<HeadPass.Found> detect(ByteBuffer values, List<Letterbox> boxes) {
    return detect(values, boxes, Collections.nCopies(boxes.size(), null));
  }

  /**
   * The same for images with proposals, where the model takes any.
   *
   * @param proposals x, y, width, height in image pixels, four values each; null for none
   */
  List<HeadPass.Found> detect(ByteBuffer values, List<Letterbox> boxes, List<float[]> proposals) {
    return passSize
        .run(
            batchSize,
            (from, count) -> detect(part(values, from, count), boxes, proposals, from, count))
        .subList(0, boxes.size());
  }

  /** Places {@code from} to {@code from + count - 1} of a batch. */
  private ByteBuffer part(ByteBuffer values, int from, int count) {
    int length = input.bytes(1);
    return count == batchSize
        ? values
        : values.slice(from * length, count * length).order(values.order());
  }

  private List<HeadPass.Found> detect(
      ByteBuffer values, List<Letterbox> boxes, List<float[]> proposals, int from, int count) {
    long start = System.nanoTime();
    List<Letterbox> own = new ArrayList<>(count);
    List<float[]> given = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      own.add(i < boxes.size() ? boxes.get(i) : null);
      given.add(i < boxes.size() ? proposals.get(i) : null);
    }
    Rois rois = takesProposals() ? Rois.of(given, own) : null;
    if (rois != null && rois.size() == 0) {
      return Collections.nCopies(count, HeadPass.NOTHING);
    }
    List<Tensor> outputs = model.forward(values, count, input.height(), input.width(), rois);
    start = StageTimes.add(StageTimes.Stage.FORWARD, start);
    List<HeadPass.Found> found = head.detections(outputs, own, rois);
    StageTimes.add(StageTimes.Stage.HEAD, start);
    return found;
  }

  /** The first half of {@link #detect}: the model. */
  List<Tensor> forward(ByteBuffer values) {
    return model.forward(values, batchSize, input.height(), input.width(), trial);
  }

  /** The second half of {@link #detect}: the model's outputs to boxes. */
  List<HeadPass.Found> detections(List<Tensor> outputs, List<Letterbox> boxes) {
    return head.detections(outputs, boxes, trial);
  }

  @Override
  public void close() {
    session.close();
    lease.close();
  }
}
