package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.DetectSession;
import dev.boxmill.inference.DetectionStream;
import dev.boxmill.inference.ErrorReason;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import dev.boxmill.store.TryNotes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Images to detections where an earlier attempt may have died of one of them. Each batch is noted
 * before it is decoded and run; a batch that died is run image by image, each in its own place and
 * noted before; an image that died alone after its batch did becomes an error row, untried.
 *
 * <p>Slower than a pipeline: nothing is decoded ahead.
 */
final class CarefulStream implements DetectionStream {
  /**
   * While a noted batch runs, no other batch of this process does: its death would be laid to the
   * wrong one. Fair, so that careful tasks get their turn.
   */
  private static final ReadWriteLock FORWARDS = new ReentrantReadWriteLock(true);

  private final DetectSession session;
  private final Iterator<ImageSource> images;
  private final DecodeOptions options;
  private final TryNotes notes;
  private final Set<String> died;
  private final Deque<ImageDetections> ready = new ArrayDeque<>();
  private String inFlight;

  CarefulStream(
      DetectSession session, Iterator<ImageSource> images, DecodeOptions options, TryNotes notes) {
    this.session = session;
    this.images = images;
    this.options = options;
    this.notes = notes;
    died = notes.left();
  }

  /** Held by a task that notes nothing, while it runs a batch. */
  static Lock withOthers() {
    return FORWARDS.readLock();
  }

  /** An image in memory, or what kept it from there: sources give their bytes once. */
  private record Held(
      String path, byte[] bytes, IOException failure, UnreadableImageException reason)
      implements ImageSource {

    static Held of(ImageSource image) {
      try {
        return new Held(image.path(), image.fetch(), null, null);
      } catch (IOException e) {
        return new Held(image.path(), null, e, null);
      } catch (UnreadableImageException e) {
        return new Held(image.path(), null, null, e);
      }
    }

    /** Leaves its place in the batch empty. */
    Held left() {
      return new Held(
          path, null, null, new UnreadableImageException(ErrorReason.EMPTY, "not this time"));
    }

    @Override
    public byte[] fetch() throws IOException, UnreadableImageException {
      if (failure != null) {
        throw failure;
      }
      if (reason != null) {
        throw reason;
      }
      return bytes;
    }
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || images.hasNext();
  }

  @Override
  public ImageDetections next() {
    if (ready.isEmpty()) {
      List<Held> batch = new ArrayList<>(session.batchSize());
      while (batch.size() < session.batchSize() && images.hasNext()) {
        batch.add(Held.of(images.next()));
      }
      String name = name(batch.get(0).path());
      if (died.contains(name)) {
        oneByOne(name, batch);
      } else {
        ready.addAll(run(name, batch));
      }
    }
    return ready.remove();
  }

  private void oneByOne(String name, List<Held> batch) {
    for (int i = 0; i < batch.size(); i++) {
      Held image = batch.get(i);
      String alone = name + "-" + i;
      if (died.contains(alone)) {
        String error =
            ErrorReason.CRASHED_THE_MODEL.error("the process died of its batch, then of it alone");
        ready.add(new ImageDetections(image.path(), 0, 0, List.of(), error));
        continue;
      }
      List<Held> places = new ArrayList<>(batch);
      places.replaceAll(other -> other == image ? image : other.left());
      ready.add(run(alone, places).get(i));
    }
  }

  private List<ImageDetections> run(String name, List<Held> batch) {
    Lock lock = FORWARDS.writeLock();
    lock.lock();
    try {
      notes.write(name);
      inFlight = name;
      List<ImageDetections> found = new ArrayList<>(batch.size());
      try (DetectionStream pipeline = session.start(batch.iterator(), 1, options)) {
        pipeline.forEachRemaining(found::add);
      }
      close();
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** A batch's name follows from its first image: batches are the same in every attempt. */
  private static String name(String path) {
    return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Withdraws the note: a process that gets here has not died. */
  @Override
  public void close() {
    if (inFlight != null) {
      notes.clear(inFlight);
      inFlight = null;
    }
  }
}
