package dev.boxmill.audit;

import dev.boxmill.audit.Suspect.Box;
import dev.boxmill.error.InternalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What an audit found: the most confident suspects up to a limit, how many there are of each kind,
 * and every image's loss. Parts merge in any order to the same.
 */
public final class Findings {
  /** Suspects are counted by confidence in tenths. */
  public static final int TENTHS = 10;

  /** Suspects of a smaller confidence are counted, not kept. */
  private static final double LEAST = .01;

  private static final SuspectKind[] KINDS = SuspectKind.values();

  private final int limit;
  private final PriorityQueue<Suspect> top = new PriorityQueue<>(Collections.reverseOrder());
  private final long[][] counts = new long[KINDS.length][TENTHS];
  private final List<ImageLoss> losses = new ArrayList<>();

  /**
   * Nothing found yet.
   *
   * @param limit suspects to keep, at least 0; all are counted
   */
  public Findings(int limit) {
    this.limit = limit;
  }

  void add(Suspect suspect) {
    int tenth = Math.min(TENTHS - 1, (int) (suspect.confidence() * TENTHS));
    counts[suspect.kind().ordinal()][tenth]++;
    if (suspect.confidence() >= LEAST) {
      keep(suspect);
    }
  }

  private void keep(Suspect suspect) {
    if (top.size() < limit) {
      top.add(suspect);
    } else if (limit > 0 && suspect.compareTo(top.peek()) < 0) {
      top.poll();
      top.add(suspect);
    }
  }

  void add(ImageLoss loss) {
    losses.add(loss);
  }

  /** {@return those kept, the most confident first} */
  public List<Suspect> suspects() {
    return top.stream().sorted().toList();
  }

  /**
   * {@return number of suspects of a kind within a tenth of confidence, kept or not}
   *
   * @param kind counted apart from the others
   * @param tenth from 0 to 9: of 5, a confidence from .5 to below .6
   */
  public long count(SuspectKind kind, int tenth) {
    return counts[kind.ordinal()][tenth];
  }

  /**
   * {@return number of suspects of a kind from a tenth on, kept or not}
   *
   * @param kind counted apart from the others
   * @param tenth from 0 to 9: of 5, a confidence of .5 or more
   */
  public long countFrom(SuspectKind kind, int tenth) {
    long sum = 0;
    for (int t = tenth; t < TENTHS; t++) {
      sum += count(kind, t);
    }
    return sum;
  }

  /** {@return of all images, the hardest first; among equals by index} */
  public List<ImageLoss> losses() {
    return losses.stream()
        .sorted(
            Comparator.comparingDouble(ImageLoss::total)
                .reversed()
                .thenComparingInt(ImageLoss::image))
        .toList();
  }

  /** {@return all of it, for {@link #merge} elsewhere} */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (long[] kind : counts) {
        for (long count : kind) {
          out.writeLong(count);
        }
      }
      out.writeInt(top.size());
      for (Suspect suspect : top) {
        write(suspect, out);
      }
      out.writeInt(losses.size());
      for (ImageLoss loss : losses) {
        write(loss, out);
      }
    } catch (IOException e) {
      throw new InternalException("findings cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Suspect s, DataOutputStream out) throws IOException {
    out.writeByte(s.kind().ordinal());
    out.writeDouble(s.confidence());
    out.writeLong(s.imageId());
    out.writeLong(s.objectId());
    out.writeInt(s.categoryId());
    write(s.label(), out);
    out.writeInt(s.suggestedCategoryId());
    write(s.suggested(), out);
    out.writeDouble(s.score());
    out.writeInt(s.models());
    out.writeDouble(s.iou());
    out.writeLong(s.twinId());
  }

  private static void write(Box box, DataOutputStream out) throws IOException {
    out.writeBoolean(box != null);
    if (box != null) {
      out.writeDouble(box.x());
      out.writeDouble(box.y());
      out.writeDouble(box.w());
      out.writeDouble(box.h());
    }
  }

  private static void write(ImageLoss loss, DataOutputStream out) throws IOException {
    out.writeInt(loss.image());
    out.writeDouble(loss.classLoss());
    out.writeDouble(loss.l1Loss());
    out.writeDouble(loss.giouLoss());
    out.writeDouble(loss.strayLoss());
    out.writeInt(loss.objects().length);
    for (double object : loss.objects()) {
      out.writeDouble(object);
    }
  }

  /**
   * Adds what another part found.
   *
   * @param bytes what its {@link #bytes} gave; of other images, under the same limit
   * @throws InternalException when they break off
   */
  public void merge(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (long[] kind : counts) {
        for (int tenth = 0; tenth < TENTHS; tenth++) {
          kind[tenth] += in.readLong();
        }
      }
      for (int n = in.readInt(); n > 0; n--) {
        keep(suspect(in));
      }
      for (int n = in.readInt(); n > 0; n--) {
        losses.add(loss(in));
      }
    } catch (IOException e) {
      throw new InternalException("findings of another form", e);
    }
  }

  private static Suspect suspect(DataInputStream in) throws IOException {
    return new Suspect(
        KINDS[in.readByte()],
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        box(in),
        in.readInt(),
        box(in),
        in.readDouble(),
        in.readInt(),
        in.readDouble(),
        in.readLong());
  }

  private static Box box(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new Box(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble())
        : null;
  }

  private static ImageLoss loss(DataInputStream in) throws IOException {
    int image = in.readInt();
    double classLoss = in.readDouble();
    double l1 = in.readDouble();
    double giou = in.readDouble();
    double stray = in.readDouble();
    double[] objects = new double[in.readInt()];
    for (int g = 0; g < objects.length; g++) {
      objects[g] = in.readDouble();
    }
    return new ImageLoss(image, classLoss, l1, giou, stray, objects);
  }
}
