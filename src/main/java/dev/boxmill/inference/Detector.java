package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Candidates;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.HeadDecoder;
import dev.boxmill.head.Heads;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.head.PostProcessor;
import dev.boxmill.head.Preprocessing;
import dev.boxmill.head.Tensor;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model with its head: a batch of inputs to boxes in image pixels. The model is shared with all
 * detectors of this JVM; the rest is one thread's.
 */
public final class Detector implements AutoCloseable {
  private final ModelRegistry.Lease lease;
  private final DetectorModel.Session session;
  private final Preprocessing input;
  private final HeadDecoder.Head head;
  private final PostProcessor postProcessor;
  private final double scoreThreshold;
  private final int batchSize;
  private final double sweepFloor;
  private final NmsSweep sweep;
  private final Candidates candidates = new Candidates();

  /**
   * What to run; plain values, so that it travels to executors.
   *
   * @param checksum identifies the model's content
   * @param descriptorJson the descriptor's text
   * @param descriptorSource where that came from, for messages
   * @param batchSize images of a forward pass, where the graph does not fix it
   * @param scoreThreshold detections scoring less are dropped
   * @param nms how duplicates are removed
   * @param maxDetections detections kept an image
   * @param sweep settings of NMS to count besides; null for none
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
      NmsSweepGrid sweep)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The same with another batch size. */
    public Settings withBatchSize(int size) {
      return new Settings(
          checksum,
          descriptorJson,
          descriptorSource,
          device,
          size,
          scoreThreshold,
          nms,
          maxDetections,
          sweep);
    }
  }

  private Detector(ModelRegistry.Lease lease, Settings settings, Descriptor descriptor) {
    this.lease = lease;
    input = descriptor.preprocessing();
    head = Heads.prepare(descriptor);
    postProcessor =
        new PostProcessor(
            descriptor, settings.nms(), settings.scoreThreshold(), settings.maxDetections());
    sweep = settings.sweep() == null ? null : new NmsSweep(settings.sweep(), postProcessor);
    sweepFloor = settings.sweep() == null ? 0 : settings.sweep().floor();
    scoreThreshold = settings.scoreThreshold();
    int fixed = lease.model().fixedBatch();
    batchSize = fixed > 0 ? fixed : settings.batchSize();
    List<Tensor> outputs = lease.model().warmUp(batchSize, input.height(), input.width());
    // Whether the head fits the model's outputs is found out here, before any image.
    head.decode(outputs, 0, 1, candidates);
    session = lease.model().newSession();
  }

  /**
   * Finds or loads the model and warms it up.
   *
   * @param model the model's file on this machine
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   */
  public static Detector open(Path model, Settings settings) {
    Descriptor descriptor =
        Descriptor.parse(settings.descriptorJson(), settings.descriptorSource());
    ModelRegistry.Lease lease =
        ModelRegistry.acquire(model, settings.checksum(), settings.device());
    try {
      return new Detector(lease, settings, descriptor);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Images of a forward pass: what the graph fixes, else what was asked for. */
  public int batchSize() {
    return batchSize;
  }

  /** Name and version of the engine. */
  public String engine() {
    return lease.model().engine();
  }

  /** The device in use, e.g. "cpu" or "gpu0". */
  public String device() {
    return lease.model().device();
  }

  /** What the sweep counted on the images so far; empty without a sweep. */
  public Optional<long[]> sweepTotals() {
    return Optional.ofNullable(sweep).map(NmsSweep::totals);
  }

  ImageDecoder newDecoder(DecodeOptions options) {
    return new ImageDecoder(input, options);
  }

  /**
   * Runs one batch.
   *
   * @param values {@link #batchSize} inputs, native order, outside the heap
   * @param boxes how each image lies in its input; null where a place holds none
   * @return the detections of each image, best first; none for an empty place
   */
  List<List<Detection>> detect(ByteBuffer values, List<Letterbox> boxes) {
    long start = System.nanoTime();
    List<Tensor> outputs = session.forward(values, batchSize, input.height(), input.width());
    start = StageTimes.add(StageTimes.Stage.FORWARD, start);
    List<List<Detection>> found = new ArrayList<>(boxes.size());
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i) == null) {
        found.add(List.of());
        continue;
      }
      if (sweep != null) {
        candidates.clear();
        head.decode(outputs, i, sweepFloor, candidates);
        sweep.add(candidates);
      }
      candidates.clear();
      head.decode(outputs, i, scoreThreshold, candidates);
      found.add(postProcessor.finish(candidates, boxes.get(i)));
    }
    StageTimes.add(StageTimes.Stage.HEAD, start);
    return found;
  }

  @Override
  public void close() {
    session.close();
    lease.close();
  }
}
