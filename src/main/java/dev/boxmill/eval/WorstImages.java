package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionBytes;
import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The images with most errors ({@link ImageErrors}) and their detections; ties by id. Images may be
 * added anywhere in any order, each as a whole.
 */
public final class WorstImages {
  private final Annotations truth;
  private final int limit;
  private final BitSet seen = new BitSet();
  private final TreeSet<Candidate> worst =
      new TreeSet<>(
          Comparator.<Candidate>comparingInt(c -> -c.errors).thenComparingInt(c -> c.image));

  /** An image by index; detections as {@link DetectionBytes}, or null for none. */
  private static final class Candidate {
    private final int image;
    private final int errors;
    private byte[] detections;

    Candidate(int image, int errors, byte[] detections) {
      this.image = image;
      this.errors = errors;
      this.detections = detections;
    }
  }

  /**
   * @param limit how many images to keep
   */
  WorstImages(Annotations truth, int limit) {
    this.truth = truth;
    this.limit = limit;
  }

  /** Adds all detections of some images; no image may come twice. */
  void add(DetectionTable images) {
    ImageErrors errors = new ImageErrors(truth);
    errors.add(images);
    Map<Integer, Candidate> wanted = new HashMap<>();
    int[] imageOf = new int[images.size()];
    for (int row = 0; row < images.size(); row++) {
      boolean same = row > 0 && images.imageId(row) == images.imageId(row - 1);
      imageOf[row] = same ? imageOf[row - 1] : truth.images().indexOf(images.imageId(row));
      if (!seen.get(imageOf[row])) {
        seen.set(imageOf[row]);
        Candidate candidate = new Candidate(imageOf[row], errors.of(imageOf[row]), null);
        if (offer(candidate)) {
          wanted.put(candidate.image, candidate);
        }
      }
    }
    wanted.values().removeIf(candidate -> !worst.contains(candidate));
    Map<Integer, IntStream.Builder> rows = new HashMap<>();
    for (int row = 0; row < images.size(); row++) {
      if (wanted.containsKey(imageOf[row])) {
        rows.computeIfAbsent(imageOf[row], image -> IntStream.builder()).add(row);
      }
    }
    wanted.forEach(
        (image, candidate) -> {
          int[] of = rows.get(image).build().toArray();
          candidate.detections = DetectionBytes.write(images, of, 0, of.length);
        });
  }

  private boolean offer(Candidate candidate) {
    worst.add(candidate);
    return worst.size() <= limit || worst.pollLast() != candidate;
  }

  /** The candidates, and which images were seen. */
  byte[] save() {
    byte[] bits = seen.toByteArray();
    int bytes = 4 + bits.length;
    for (Candidate c : worst) {
      bytes = Math.addExact(bytes, 12 + c.detections.length);
    }
    ByteBuffer to = ByteBuffer.allocate(bytes).putInt(bits.length).put(bits);
    for (Candidate c : worst) {
      to.putInt(c.image).putInt(c.errors).putInt(c.detections.length).put(c.detections);
    }
    return to.array();
  }

  /** Adds what {@link #save} gave for other images. */
  void mergeSaved(byte[] saved) {
    ByteBuffer from = ByteBuffer.wrap(saved);
    int bits = from.getInt();
    seen.or(BitSet.valueOf(from.slice(from.position(), bits)));
    from.position(from.position() + bits);
    while (from.hasRemaining()) {
      int image = from.getInt();
      int errors = from.getInt();
      byte[] detections = new byte[from.getInt()];
      from.get(detections);
      offer(new Candidate(image, errors, detections));
    }
  }

  /**
   * {@return ids of the worst images over all that was added, worst first; they may include images
   * without detections}
   */
  public long[] ids() {
    return worstOfAll().stream().mapToLong(c -> truth.images().id(c.image)).toArray();
  }

  /**
   * The images as the gallery shows them.
   *
   * @param paths where images lie, by id; file_name stands in for those missing
   * @return as {@link #ids}
   */
  public List<Example> examples(Map<Long, String> paths) {
    DetectionTable.Builder detections = new DetectionTable.Builder();
    for (Candidate c : worstOfAll()) {
      if (c.detections != null) {
        DetectionBytes.read(c.detections, detections);
      }
    }
    return Examples.of(truth, ids(), detections.build(), paths);
  }

  private List<Candidate> worstOfAll() {
    WorstImages all = new WorstImages(truth, limit);
    worst.forEach(all::offer);
    ImageErrors missed = new ImageErrors(truth);
    for (int i = seen.nextClearBit(0); i < truth.images().size(); i = seen.nextClearBit(i + 1)) {
      all.offer(new Candidate(i, missed.of(i), null));
    }
    return new ArrayList<>(all.worst);
  }
}
