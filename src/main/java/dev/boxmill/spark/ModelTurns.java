package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.inference.DetectionStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Who may run the model in this process: all ordinary tasks at once, or one suspected batch alone.
 * If the process dies while that runs, it died of that.
 */
final class ModelTurns {
  /** Fair, so that suspected batches get their turn. */
  private static final ReadWriteLock TURNS = new ReentrantReadWriteLock(true);

  private ModelTurns() {}

  /** Held while a suspected batch runs. */
  static Lock alone() {
    return TURNS.writeLock();
  }

  /** An ordinary task's stream, which waits while a suspected batch runs. */
  static DetectionStream shared(DetectionStream stream) {
    Lock turn = TURNS.readLock();
    return new DetectionStream() {
      @Override
      public boolean hasNext() {
        return stream.hasNext();
      }

      @Override
      public ImageDetections next() {
        turn.lock();
        try {
          return stream.next();
        } finally {
          turn.unlock();
        }
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }
}
