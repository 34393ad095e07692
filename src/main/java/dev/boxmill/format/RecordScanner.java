package dev.boxmill.format;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Rle;
import dev.boxmill.geometry.Masks;
import dev.boxmill.geometry.RleString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Reads detections straight from UTF-8 bytes; gives up on anything out of the ordinary. */
final class RecordScanner extends JsonBytes {
  private static final byte[] IMAGE_ID = bytes("image_id");
  private static final byte[] CATEGORY_ID = bytes("category_id");
  private static final byte[] BBOX = bytes("bbox");
  private static final byte[] SCORE = bytes("score");
  private static final byte[] SEGMENTATION = bytes("segmentation");
  private static final byte[] KEYPOINTS = bytes("keypoints");
  private static final byte[] SIZE = bytes("size");
  private static final byte[] COUNTS = bytes("counts");

  private final boolean masks;
  private final boolean keypoints;

  /** What a record must have, bits as in {@link #field}. */
  private final int needed;

  private byte[] text = new byte[256];
  private double[] points = new double[64];

  private RecordScanner(RecordBlocks.Block block, Set<Want> wanted) {
    super(block.bytes(), block.from());
    masks = wanted.contains(Want.MASKS);
    keypoints = wanted.contains(Want.KEYPOINTS);
    needed = 1 | 2 | 8 | (wanted.isEmpty() ? 4 : 0) | (masks ? 16 : 0) | (keypoints ? 32 : 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All records of a block; a record's rank is its offset in the file. */
  static DetectionTable scan(RecordBlocks.Block block, Set<Want> wanted) throws Unsure {
    int typical = 80;
    DetectionTable.Builder to =
        new DetectionTable.Builder((block.to() - block.from()) / typical + 16);
    if (block.to() > block.from()) {
      new RecordScanner(block, wanted).records(block, to);
    }
    return to.build();
  }

  private void records(RecordBlocks.Block block, DetectionTable.Builder to) throws Unsure {
    while (true) {
      record(block.offset() + p, to);
      if (p == block.to()) {
        return;
      }
      space();
      expect(',');
      space();
    }
  }

  private void record(long rank, DetectionTable.Builder to) throws Unsure {
    long image = 0;
    long category = 0;
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
    double score = 0;
    Rle mask = null;
    double[] joints = null;
    int seen = 0;
    expect('{');
    do {
      space();
      int key = p + 1;
      string();
      int keyEnd = p - 1;
      space();
      expect(':');
      space();
      int field = field(key, keyEnd);
      if ((seen & field) != 0) {
        throw new Unsure();
      }
      seen |= field;
      switch (field) {
        case 1 -> image = integer();
        case 2 -> category = integer();
        case 4 -> {
          x = element('[');
          y = element(',');
          w = element(',');
          h = element(',');
          space();
          expect(']');
        }
        case 8 -> score = decimal();
        case 16 -> mask = mask();
        case 32 -> joints = joints();
        default -> value(0);
      }
      space();
    } while (more('}'));
    if ((seen & needed) != needed || category != (int) category || !(w >= 0) || !(h >= 0)) {
      throw new Unsure();
    }
    to.add(image, (int) category, x, y, w, h, score, rank);
    if (mask != null || joints != null) {
      CocoExtras.add(to, (seen & 4) != 0, mask, joints);
    }
  }

  private int field(int from, int to) {
    return switch (to - from) {
      case 8 -> Arrays.equals(b, from, to, IMAGE_ID, 0, 8) ? 1 : 0;
      case 11 -> Arrays.equals(b, from, to, CATEGORY_ID, 0, 11) ? 2 : 0;
      case 4 -> Arrays.equals(b, from, to, BBOX, 0, 4) ? 4 : 0;
      case 5 -> Arrays.equals(b, from, to, SCORE, 0, 5) ? 8 : 0;
      case 12 -> masks && Arrays.equals(b, from, to, SEGMENTATION, 0, 12) ? 16 : 0;
      case 9 -> keypoints && Arrays.equals(b, from, to, KEYPOINTS, 0, 9) ? 32 : 0;
      default -> 0;
    };
  }

  private double element(char before) throws Unsure {
    space();
    expect(before);
    space();
    return decimal();
  }

  /** A size and compressed run lengths, and nothing else. */
  private Rle mask() throws Unsure {
    long height = -1;
    long width = -1;
    int[] counts = null;
    expect('{');
    do {
      space();
      int key = p + 1;
      string();
      int keyEnd = p - 1;
      space();
      expect(':');
      space();
      if (Arrays.equals(b, key, keyEnd, SIZE, 0, SIZE.length) && height < 0) {
        expect('[');
        space();
        height = integer();
        space();
        expect(',');
        space();
        width = integer();
        space();
        expect(']');
      } else if (Arrays.equals(b, key, keyEnd, COUNTS, 0, COUNTS.length) && counts == null) {
        counts = counts();
      } else {
        throw new Unsure();
      }
      space();
    } while (more('}'));
    if (counts == null) {
      throw new Unsure();
    }
    try {
      return Masks.of(height, width, counts);
    } catch (IllegalArgumentException e) {
      throw new Unsure();
    }
  }

  /** Run lengths in a string, in which a backslash is written twice. */
  private int[] counts() throws Unsure {
    int from = p + 1;
    string();
    int n = 0;
    text = text.length < p - from ? new byte[2 * (p - from)] : text;
    for (int i = from; i < p - 1; i++) {
      if (b[i] == '\\' && b[++i] != '\\') {
        throw new Unsure();
      }
      text[n++] = b[i];
    }
    try {
      return RleString.decode(text, 0, n);
    } catch (IllegalArgumentException e) {
      throw new Unsure();
    }
  }

  private double[] joints() throws Unsure {
    int n = 0;
    expect('[');
    do {
      space();
      if (n == points.length) {
        points = Arrays.copyOf(points, 2 * n);
      }
      points[n++] = decimal();
      space();
    } while (more(']'));
    if (n % 3 != 0) {
      throw new Unsure();
    }
    return Arrays.copyOf(points, n);
  }
}
