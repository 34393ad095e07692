package dev.boxmill.inference;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The models of this JVM: one a file and device, shared by all tasks of an executor. A model stays
 * loaded while any task holds it, and after that until another one is asked for: the next task of
 * the same job finds it warm.
 */
final class ModelRegistry {
  private static final Map<Key, Entry> ENTRIES = new HashMap<>();

  private ModelRegistry() {}

  private record Key(String checksum, DeviceChoice device, int gpu) {}

  private static final class Entry {
    private final DetectorModel model;
    private int holders;

    Entry(DetectorModel model) {
      this.model = model;
    }
  }

  /** A task's hold on a shared model. Closing it gives the hold back, not the model. */
  static final class Lease implements AutoCloseable {
    private final Entry entry;
    private boolean closed;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    DetectorModel model() {
      return entry.model;
    }

    @Override
    public void close() {
      synchronized (ENTRIES) {
        if (!closed) {
          closed = true;
          entry.holders--;
        }
      }
    }
  }

  /**
   * Finds or loads a model; idle others are closed first.
   *
   * @param checksum identifies the file's content
   * @param gpu index of the GPU, where one is taken
   */
  static Lease acquire(Path file, String checksum, DeviceChoice device, int gpu) {
    synchronized (ENTRIES) {
      Key key = new Key(checksum, device, gpu);
      Entry entry = ENTRIES.get(key);
      if (entry == null) {
        ENTRIES
            .values()
            .removeIf(
                idle -> {
                  if (idle.holders == 0) {
                    idle.model.close();
                  }
                  return idle.holders == 0;
                });
        entry = new Entry(DetectorModel.load(file, device, gpu));
        ENTRIES.put(key, entry);
      }
      entry.holders++;
      return new Lease(entry);
    }
  }
}
