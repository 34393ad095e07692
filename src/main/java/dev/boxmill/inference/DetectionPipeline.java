package dev.boxmill.inference;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.Candidates;
import dev.boxmill.head.HeadDecoder;
import dev.boxmill.head.PostProcessor;
import dev.boxmill.head.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Images to detections on one thread's behalf: a few threads fetch and decode ahead while the
 * caller's thread runs the model and decodes its head. Rows come out in the order of the images.
 * Every batch has the same size (the last one is padded), because engines optimise anew for each
 * size.
 *
 * <p>Memory: {@code (2 * batch + threads)} inputs ahead, and one batch.
 */
public final class DetectionPipeline implements Iterator<ImageDetections>, AutoCloseable {
  private final Iterator<? extends ImageSource> images;
  private final ImageDecoder decoder;
  private final HeadDecoder.Head head;
  private final PostProcessor postProcessor;
  private final DetectorModel.Session session;
  private final InputShape input;
  private final double scoreThreshold;

  private final ExecutorService pool;
  private final BlockingQueue<float[]> buffers;
  private final Deque<Future<Decoded>> ahead = new ArrayDeque<>();
  private final int window;
  private final FloatBuffer batch;
  private final Deque<ImageDetections> ready = new ArrayDeque<>();
  private final Candidates candidates = new Candidates();

  /** The fixed shape of every batch. */
  public record InputShape(int batch, int height, int width) {}

  /** An image in flight: an input, or the reason why there is none. */
  @SuppressWarnings("ArrayRecordComponent") // a buffer of megabytes, passed on once
  private record Decoded(String path, float[] values, Letterbox letterbox, String error) {}

  /**
   * Starts decoding ahead.
   *
   * @param threads decoding threads, at least 1
   */
  public DetectionPipeline(
      Iterator<? extends ImageSource> images,
      ImageDecoder decoder,
      DetectorModel.Session session,
      InputShape input,
      HeadDecoder.Head head,
      PostProcessor postProcessor,
      double scoreThreshold,
      int threads) {
    this.images = images;
    this.decoder = decoder;
    this.session = session;
    this.input = input;
    this.head = head;
    this.postProcessor = postProcessor;
    this.scoreThreshold = scoreThreshold;
    window = 2 * input.batch() + threads;
    buffers = new ArrayBlockingQueue<>(window);
    for (int i = 0; i < window; i++) {
      buffers.add(new float[decoder.inputLength()]);
    }
    batch =
        ByteBuffer.allocateDirect(input.batch() * decoder.inputLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "boxmill-decode");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty()) {
      fillReady();
    }
    return !ready.isEmpty();
  }

  @Override
  public ImageDetections next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException();
    }
    return ready.remove();
  }

  /** Runs one batch, or drains the errors before it. */
  private void fillReady() {
    List<Decoded> members = new ArrayList<>(input.batch());
    List<Decoded> inOrder = new ArrayList<>();
    while (members.size() < input.batch()) {
      schedule();
      if (ahead.isEmpty()) {
        break;
      }
      Decoded decoded = await(ahead.remove());
      inOrder.add(decoded);
      if (decoded.error() == null) {
        batch.position(members.size() * decoder.inputLength());
        batch.put(decoded.values());
        buffers.add(decoded.values());
        members.add(decoded);
      }
    }
    List<Tensor> outputs = List.of();
    if (!members.isEmpty()) {
      // The last batch keeps what the one before left behind its own images: any valid input will
      // do.
      outputs = session.forward(batch.clear(), input.batch(), input.height(), input.width());
    }
    int position = 0;
    for (Decoded decoded : inOrder) {
      ready.add(decoded.error() == null ? finish(decoded, outputs, position++) : failed(decoded));
    }
  }

  private ImageDetections finish(Decoded decoded, List<Tensor> outputs, int position) {
    candidates.clear();
    head.decode(outputs, position, scoreThreshold, candidates);
    Letterbox box = decoded.letterbox();
    return new ImageDetections(
        decoded.path(),
        box.imageWidth(),
        box.imageHeight(),
        postProcessor.finish(candidates, box),
        null);
  }

  private static ImageDetections failed(Decoded decoded) {
    return new ImageDetections(decoded.path(), 0, 0, List.of(), decoded.error());
  }

  private void schedule() {
    while (ahead.size() < window && images.hasNext()) {
      ImageSource image = images.next();
      ahead.add(pool.submit(() -> decode(image)));
    }
  }

  private Decoded decode(ImageSource image) throws InterruptedException {
    float[] values = buffers.take();
    String error;
    try {
      return new Decoded(image.path(), values, decoder.decode(image.fetch(), values), null);
    } catch (UnreadableImageException e) {
      error = e.getMessage();
    } catch (IOException e) {
      error = "unreadable: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    buffers.add(values);
    return new Decoded(image.path(), null, null, error);
  }

  private static Decoded await(Future<Decoded> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while decoding", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    session.close();
  }
}
