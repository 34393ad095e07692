package dev.boxmill.data;

import dev.boxmill.error.UserException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;

/**
 * Rows as records of fixed length in a {@link TemporaryFile}, and pixels and keypoints in a second
 * one; on the heap is nothing that grows with the rows. Several threads may read.
 */
@SuppressWarnings("serial") // is not serialized; see writeObject
final class FileGroundTruths extends GroundTruthTable {
  private static final long serialVersionUID = 1L;

  // Where the parts of a record begin.
  private static final int ID = 0;
  private static final int IMAGE = 8;
  private static final int BOX = 16;
  private static final int AREA = 48;
  private static final int SHAPE = 56;
  private static final int CATEGORY = 64;
  private static final int FLAGS = 68;
  private static final int KIND = 69;
  private static final int RECORD = 72;

  /** A power of two rows make a segment, of 576 MiB. */
  private static final int ROW_BITS = 23;

  private static final int ROW_MASK = (1 << ROW_BITS) - 1;

  private static final int SHAPE_BITS = 30;
  private static final int SHAPE_MASK = (1 << SHAPE_BITS) - 1;

  private final int size;
  private final ByteBuffer[] rows;
  private final ByteBuffer[] shapes;

  private FileGroundTruths(int size, ByteBuffer[] rows, ByteBuffer... shapes) {
    this.size = size;
    this.rows = rows;
    this.shapes = shapes;
  }

  private ByteBuffer segment(int row) {
    return rows[row >> ROW_BITS];
  }

  private static int at(int row) {
    return (row & ROW_MASK) * RECORD;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long id(int row) {
    return segment(row).getLong(at(row) + ID);
  }

  @Override
  public long imageId(int row) {
    return segment(row).getLong(at(row) + IMAGE);
  }

  @Override
  public int categoryId(int row) {
    return segment(row).getInt(at(row) + CATEGORY);
  }

  @Override
  public double[] boxes() {
    throw new UnsupportedOperationException("these boxes are in a file; take them row by row");
  }

  @Override
  public double boxArea(int row) {
    ByteBuffer from = segment(row);
    int at = at(row) + BOX;
    return from.getDouble(at + 16) * from.getDouble(at + 24);
  }

  @Override
  public double area(int row) {
    return segment(row).getDouble(at(row) + AREA);
  }

  @Override
  int flags(int row) {
    return segment(row).get(at(row) + FLAGS);
  }

  @Override
  public Segmentation segmentation(int row) {
    int kind = kind(row);
    return (kind & ~ShapeBytes.KEYPOINTS) == 0 ? null : ShapeBytes.pixels(kind, shape(row));
  }

  @Override
  public double[] keypoints(int row) {
    int kind = kind(row);
    return (kind & ShapeBytes.KEYPOINTS) == 0 ? null : ShapeBytes.keypoints(kind, shape(row));
  }

  private int kind(int row) {
    return segment(row).get(at(row) + KIND);
  }

  /** A shape's bytes, which the first four of them count; they may lie in several segments. */
  private byte[] shape(int row) {
    long at = segment(row).getLong(at(row) + SHAPE);
    byte[] length = new byte[Integer.BYTES];
    read(at, length);
    byte[] bytes = new byte[ByteBuffer.wrap(length).getInt()];
    read(at + length.length, bytes);
    return bytes;
  }

  private void read(long from, byte[] to) {
    for (int done = 0; done < to.length; ) {
      long at = from + done;
      ByteBuffer segment = shapes[(int) (at >> SHAPE_BITS)];
      int within = (int) (at & SHAPE_MASK);
      int part = Math.min(to.length - done, segment.limit() - within);
      segment.get(within, to, done, part);
      done += part;
    }
  }

  @Override
  public GroundTruth groundTruth(int row) {
    ByteBuffer from = segment(row);
    int at = at(row);
    int kind = from.get(at + KIND);
    byte[] shape = kind == 0 ? null : shape(row);
    return new GroundTruth(
        from.getLong(at + ID),
        from.getLong(at + IMAGE),
        from.getInt(at + CATEGORY),
        from.getDouble(at + BOX),
        from.getDouble(at + BOX + 8),
        from.getDouble(at + BOX + 16),
        from.getDouble(at + BOX + 24),
        from.getDouble(at + AREA),
        from.get(at + FLAGS),
        kind == 0 ? null : ShapeBytes.pixels(kind, shape),
        kind == 0 ? null : ShapeBytes.keypoints(kind, shape));
  }

  @Override
  Builder sameKind() {
    return new Builder(0);
  }

  private void writeObject(ObjectOutputStream to) throws NotSerializableException {
    throw new NotSerializableException("a table in a temporary file");
  }

  /** Appends rows. */
  static final class Writer {
    private final TemporaryFile rows = new TemporaryFile("objects");
    private final ShapeBytes encoder = new ShapeBytes();
    private TemporaryFile shapes;
    private int size;

    int size() {
      return size;
    }

    void add(GroundTruth o) {
      if (size == Integer.MAX_VALUE) {
        throw new UserException("more than 2,147,483,647 objects; split the files into several");
      }
      size++;
      int kind = ShapeBytes.kind(o.segmentation(), o.keypoints());
      long shape = kind == 0 ? 0 : shape(o);
      rows.room(RECORD)
          .putLong(o.id())
          .putLong(o.imageId())
          .putDouble(o.x())
          .putDouble(o.y())
          .putDouble(o.w())
          .putDouble(o.h())
          .putDouble(o.area())
          .putLong(shape)
          .putInt(o.categoryId())
          .put((byte) o.flags())
          .put((byte) kind)
          .putShort((short) 0);
    }

    /** Appends a shape and returns where it begins. */
    private long shape(GroundTruth o) {
      if (shapes == null) {
        shapes = new TemporaryFile("shapes");
      }
      long at = shapes.size();
      encoder.encode(o.segmentation(), o.keypoints());
      int length = encoder.length();
      shapes.write(ByteBuffer.allocate(Integer.BYTES).putInt(length).array(), Integer.BYTES);
      shapes.write(encoder.array(), length);
      return at;
    }

    /** Ends the writing. */
    FileGroundTruths build() {
      ByteBuffer[] pixels = shapes == null ? new ByteBuffer[0] : shapes.map(1 << SHAPE_BITS);
      return new FileGroundTruths(size, rows.map(RECORD << ROW_BITS), pixels);
    }
  }
}
