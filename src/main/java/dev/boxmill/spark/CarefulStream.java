package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.DetectSession;
import dev.boxmill.inference.DetectionStream;
import dev.boxmill.inference.ErrorReason;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.store.TryNotes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;

/**
 * Images to detections where an earlier attempt may have died of one of them. Each batch is noted
 * before it is decoded and run, and the note withdrawn after. A batch whose note an earlier attempt
 * left is run image by image, each in its own place and noted likewise. An image that left a note
 * too is not tried again: it becomes an error row.
 *
 * <p>Slower than a pipeline: nothing is decoded ahead, and ordinary tasks of the process wait.
 */
final class CarefulStream implements DetectionStream {
  private static final String CRASHED =
      ErrorReason.CRASHED_THE_PROCESS.error("its executor died of its batch, then of it alone");

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

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || images.hasNext();
  }

  @Override
  public ImageDetections next() {
    if (ready.isEmpty()) {
      List<HeldImage> batch = new ArrayList<>(session.batchSize());
      while (batch.size() < session.batchSize() && images.hasNext()) {
        batch.add(HeldImage.of(images.next()));
      }
      String name = name(batch.get(0).path());
      if (died.contains(name)) {
        runOneByOne(name, batch);
      } else {
        ready.addAll(run(name, batch));
      }
    }
    return ready.remove();
  }

  private void runOneByOne(String name, List<HeldImage> batch) {
    for (int i = 0; i < batch.size(); i++) {
      HeldImage image = batch.get(i);
      String alone = name + "-" + i;
      if (died.contains(alone)) {
        ready.add(new ImageDetections(image.path(), 0, 0, List.of(), CRASHED));
      } else {
        List<HeldImage> places = new ArrayList<>(batch);
        places.replaceAll(other -> other == image ? image : other.leftOut());
        ready.add(run(alone, places).get(i));
      }
    }
  }

  private List<ImageDetections> run(String name, List<HeldImage> batch) {
    Lock turn = ModelTurns.alone();
    turn.lock();
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
      turn.unlock();
    }
  }

  /** A batch's name follows from its first image: batches are the same in every attempt. */
  private static String name(String path) {
    return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Withdraws the note: a process that gets here, be it by an exception, has not died. */
  @Override
  public void close() {
    if (inFlight != null) {
      notes.clear(inFlight);
      inFlight = null;
    }
  }
}
