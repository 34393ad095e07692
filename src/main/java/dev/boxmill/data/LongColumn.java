package dev.boxmill.data;

import dev.boxmill.error.InternalException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Whole numbers in the order in which they were added, on the heap or beyond a bound in a temporary
 * file.
 */
public final class LongColumn {
  /** Numbers of a segment of the file, as a power of two: one gibibyte. */
  private static final int SEGMENT_BITS = 27;

  private static final int SEGMENT_MASK = (1 << SEGMENT_BITS) - 1;

  private final long heapBytes;
  private int size;
  private long[] heap = new long[256];
  private TemporaryFile file;
  private ByteBuffer[] segments;

  /**
   * Begins.
   *
   * @param heapBytes beyond so many bytes all numbers move to a file in the system's temporary
   *     folder
   */
  public LongColumn(long heapBytes) {
    this.heapBytes = heapBytes;
  }

  /**
   * Adds a number.
   *
   * @param value any, as long as none was read
   * @throws dev.boxmill.error.UserException when the temporary folder is full
   */
  public void add(long value) {
    if (segments != null) {
      throw new InternalException("a number is added behind the end of a file");
    }
    if (file == null && size == heap.length) {
      long more = size + (size >> 1);
      if (Long.BYTES * more > heapBytes) {
        move();
      } else {
        heap = Arrays.copyOf(heap, (int) Math.min(more, Integer.MAX_VALUE - 8));
      }
    }
    if (file == null) {
      heap[size] = value;
    } else {
      file.room(Long.BYTES).putLong(value);
    }
    size++;
  }

  private void move() {
    file = new TemporaryFile("numbers");
    for (long value : heap) {
      file.room(Long.BYTES).putLong(value);
    }
    heap = null;
  }

  /** {@return how many numbers there are} */
  public int size() {
    return size;
  }

  /**
   * A number. Once the first one was asked for, none can be added.
   *
   * @param row from 0 to below {@link #size}
   * @return the number added as the so manieth, from 0
   */
  public long get(int row) {
    if (file == null) {
      return heap[row];
    }
    if (segments == null) {
      segments = file.map(Long.BYTES << SEGMENT_BITS);
    }
    return segments[row >> SEGMENT_BITS].getLong((row & SEGMENT_MASK) * Long.BYTES);
  }
}
