package dev.boxmill.inference;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.geometry.Letterbox;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Future;

/**
 * Images to detections in the same order: while the caller's thread runs the model on one batch, a
 * few threads fetch and decode straight into the next ones.
 *
 * <p>The n-th image always takes place n modulo the batch size, also behind images that cannot be
 * read; places without an image hold zeros. What the model computes then depends on the list of
 * images alone, as long as every task gets whole batches of it.
 *
 * <p>Memory: three batches of inputs, and one input and one decoded picture a thread.
 */
public final class DetectionPipeline implements DetectionStream {
  /** One in the model, one ready, one being decoded. */
  private static final int BATCHES = 3;

  private final Detector detector;
  private final ImageDecoder decoder;
  private final Iterator<? extends ImageSource> images;
  private final FetchPool pool;
  private final Queue<ByteBuffer> free = new ArrayDeque<>();
  private final Queue<Batch> ahead = new ArrayDeque<>();
  private final Deque<ImageDetections> ready = new ArrayDeque<>();

  /** A batch that the pool fills. */
  private record Batch(ByteBuffer values, List<Future<Decoded>> places) {}

  /** An image that lies in its place (error is null), or the reason why it does not. */
  private record Decoded(String path, Letterbox letterbox, float[] proposals, String error) {}

  /**
   * Starts decoding.
   *
   * @param detector remains the caller's, to be closed after this
   * @param images asked for the next one by the caller's thread only, three batches ahead at most
   * @param threads decoding threads, at least 1
   * @param options limits of the images, and whether they are decoded fast
   */
  public DetectionPipeline(
      Detector detector,
      Iterator<? extends ImageSource> images,
      int threads,
      DecodeOptions options) {
    this.detector = detector;
    this.images = images;
    decoder = detector.newDecoder(options);
    pool = new FetchPool(threads);
    schedule();
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || !ahead.isEmpty();
  }

  @Override
  public ImageDetections next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (ready.isEmpty()) {
      runBatch();
    }
    return ready.remove();
  }

  private void schedule() {
    while (ahead.size() < BATCHES && images.hasNext()) {
      ByteBuffer values = free.isEmpty() ? decoder.newBatch(detector.batchSize()) : free.remove();
      List<Future<Decoded>> places = new ArrayList<>(detector.batchSize());
      while (places.size() < detector.batchSize() && images.hasNext()) {
        ImageSource image = images.next();
        int place = places.size();
        places.add(pool.submit(() -> decode(image, values, place)));
      }
      for (int place = places.size(); place < detector.batchSize(); place++) {
        clear(decoder.place(values, place));
      }
      ahead.add(new Batch(values, places));
    }
  }

  private Decoded decode(ImageSource image, ByteBuffer values, int place) {
    ByteBuffer own = decoder.place(values, place);
    try {
      float[] proposals = detector.takesProposals() ? proposals(image) : null;
      Letterbox letterbox = decoder.decode(FetchPool.fetch(image), own);
      return new Decoded(image.path(), letterbox, proposals, null);
    } catch (UnreadableImageException e) {
      clear(own);
      return new Decoded(image.path(), null, null, e.getMessage());
    }
  }

  private static float[] proposals(ImageSource image) throws UnreadableImageException {
    float[] given = image.proposals();
    if (given == null) {
      throw new UnreadableImageException(
          ErrorReason.NO_PROPOSALS, "the model takes proposals, which detect --proposals gives");
    }
    return given;
  }

  private static void clear(ByteBuffer place) {
    place.put(0, new byte[place.capacity()]);
  }

  private void runBatch() {
    Batch batch = ahead.remove();
    List<Decoded> members = batch.places().stream().<Decoded>map(FetchPool::await).toList();
    List<HeadPass.Found> found =
        detector.detect(
            batch.values(),
            members.stream().map(Decoded::letterbox).toList(),
            members.stream().map(Decoded::proposals).toList());
    free.add(batch.values());
    schedule();
    for (int i = 0; i < members.size(); i++) {
      Decoded image = members.get(i);
      Letterbox box = image.letterbox();
      String error = box != null && found.get(i) == null ? Detector.TOO_LARGE : image.error();
      ready.add(
          error != null
              ? new ImageDetections(image.path(), 0, 0, List.of(), error)
              : new ImageDetections(
                  image.path(),
                  box.imageWidth(),
                  box.imageHeight(),
                  found.get(i).detections(),
                  null,
                  found.get(i).swept()));
    }
  }

  /** Withdraws what is yet to be read. */
  @Override
  public void close() {
    pool.close();
  }
}
