package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import dev.boxmill.format.ReadReport.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Puts together what formats hold that have ids of their own and an image's objects beside it, and
 * sees to it that ids are unique, classes there, and masks as large as their images.
 */
public final class AnnotationRows {
  private final ReadReport report;
  private final boolean lenient;
  private final IntFunction<String> places;
  private final List<ImageInfo> images = new ArrayList<>();
  private final List<int[][]> labels = new ArrayList<>();
  private GroundTruthTable.Builder truths;

  /** Of every image the row of its first object. */
  private int[] firsts = new int[256];

  private final long heapBytes;
  private final BitSet unusable = new BitSet();
  private boolean labelled;

  /**
   * Begins.
   *
   * @param options report, what is wanted and where objects go; the rest is the caller's
   * @param places what messages call the image that was added as the so manieth, from 0: file and
   *     position
   */
  public AnnotationRows(ReadOptions options, IntFunction<String> places) {
    this.report = options.report();
    this.lenient = options.wanted().contains(Want.IF_THERE);
    this.places = places;
    heapBytes = options.heapBytes();
    truths = new GroundTruthTable.Builder(heapBytes);
  }

  /**
   * Adds an image; the objects that follow are its own.
   *
   * @param image its id is replaced where images have none
   * @param known classes present, absent and incomplete as in {@link ImageLabels}, or null where
   *     nothing is said
   */
  public void image(ImageInfo image, int[][] known) {
    if (images.size() == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * firsts.length);
    }
    firsts[images.size()] = truths.size();
    images.add(image);
    labels.add(known);
    labelled |= known != null;
  }

  /**
   * Adds an object of the last image, whose id it has where images have ids.
   *
   * @param object its ids are replaced where images or objects have none
   */
  public void object(GroundTruth object) {
    truths.add(object);
  }

  /**
   * A record of the last image cannot be used.
   *
   * @param fault for the counts of the report
   * @param what the problem and its mend; the place is put before it
   * @param whole whether that record is the image, which then is left out with its objects
   */
  public void bad(Fault fault, String what, boolean whole) {
    report.bad(fault, problem(images.size() - 1, what));
    unusable.set(images.size() - 1, unusable.get(images.size() - 1) || whole);
  }

  private UserException problem(int image, String what) {
    return new UserException(places.apply(image) + ": " + what);
  }

  /**
   * All that is good.
   *
   * @param categories ascending by id, each id once
   * @param imageIds whether images have ids; else they get 1, 2, ... in the order of file names
   * @param objectIds whether objects have; else they get 1, 2, ... in the order of images
   * @return the annotations; this object is spent
   */
  public Annotations build(List<Category> categories, boolean imageIds, boolean objectIds) {
    int[] order = IntStream.range(0, images.size()).toArray();
    BitSet bad = unusable;
    if (imageIds) {
      String mend = " comes twice; give every image one row";
      IntToLongFunction id = i -> images.get(i).id();
      repeated(order.length, id, bad, i -> i, i -> "image_id " + id.applyAsLong(i) + mend);
    } else {
      order = byName();
    }
    List<ImageInfo> good = new ArrayList<>();
    List<int[][]> said = new ArrayList<>();
    for (int i : order) {
      if (!bad.get(i)) {
        good.add(images.get(i));
        said.add(labels.get(i));
      }
    }
    ImageTable table = ImageTable.of(good.toArray(new ImageInfo[0]));
    GroundTruthTable found = truths.build();
    // Half of all memory from here on.
    truths = null;
    boolean done = imageIds && objectIds && bad.isEmpty();
    int[] begins = Arrays.copyOf(firsts, order.length);
    GroundTruthTable rows = done ? found : sorted(found, order, bad, objectIds, begins);
    Annotations all =
        new Annotations(table, categories, rows, labelled ? labels(table, said) : null);
    int[] given = order;
    return withoutBad(all, row -> given[last(begins, row)], objectIds);
  }

  /** The order of file names; images get their ids in it, those of one name as they came. */
  private int[] byName() {
    int[] order =
        IntStream.range(0, images.size())
            .boxed()
            .sorted(Comparator.comparing(i -> images.get(i).fileName()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int rank = 0; rank < order.length; rank++) {
      ImageInfo image = images.get(order[rank]);
      images.set(
          order[rank], new ImageInfo(rank + 1L, image.fileName(), image.width(), image.height()));
    }
    return order;
  }

  private static ImageLabels labels(ImageTable table, List<int[][]> said) {
    int[][][] kinds = new int[3][table.size()][];
    for (int i = 0; i < table.size(); i++) {
      int[][] known = said.get(table.place(i));
      for (int kind = 0; known != null && kind < kinds.length; kind++) {
        kinds[kind][i] = known[kind];
      }
    }
    return ImageLabels.of(kinds[0], kinds[1], kinds[2]);
  }

  /** Objects in the order of images; {@code begins} takes the first row of each. */
  private GroundTruthTable sorted(
      GroundTruthTable rows, int[] order, BitSet bad, boolean objectIds, int... begins) {
    GroundTruthTable.Builder sorted = new GroundTruthTable.Builder(heapBytes);
    for (int place = 0; place < order.length; place++) {
      int image = order[place];
      begins[place] = sorted.size();
      int end = image + 1 < order.length ? firsts[image + 1] : rows.size();
      for (int row = firsts[image]; row < end && !bad.get(image); row++) {
        GroundTruth o = rows.groundTruth(row);
        long id = objectIds ? o.id() : sorted.size() + 1L;
        sorted.add(o.withIds(id, images.get(image).id(), o.categoryId()));
      }
    }
    return sorted.build();
  }

  /** The last place whose begin is not above a row: those before it with that begin are empty. */
  private static int last(int[] begins, int row) {
    int low = 0;
    int high = begins.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (begins[middle] <= row) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Annotations withoutBad(Annotations all, IntUnaryOperator image, boolean objectIds) {
    GroundTruthTable rows = all.groundTruths();
    BitSet bad = new BitSet();
    if (objectIds) {
      String mend = " comes twice; give every one its own";
      repeated(rows.size(), rows::id, bad, image, i -> "annotation id " + rows.id(i) + mend);
    }
    for (int i = 0; i < rows.size(); i++) {
      boolean known = all.categoryIndex(rows.categoryId(i)) >= 0;
      String complaint =
          known
              ? CocoFit.complaint(all, i, !lenient)
              : ": category_id " + rows.categoryId(i) + " is not among the classes; add it there";
      if (complaint != null && !bad.get(i)) {
        String what = "annotation id " + rows.id(i) + complaint;
        report.bad(known ? Fault.UNUSABLE : Fault.DANGLING, problem(image.applyAsInt(i), what));
        bad.set(i);
      }
    }
    if (bad.isEmpty()) {
      return all;
    }
    return new Annotations(all.images(), all.categories(), rows.without(bad), all.labels());
  }

  /** Marks those that have the id of an earlier good one, and reports each. */
  private void repeated(
      int size,
      IntToLongFunction id,
      BitSet bad,
      IntUnaryOperator image,
      IntFunction<String> what) {
    RepeatedIds.each(
        size,
        id,
        bad,
        i -> {
          bad.set(i);
          report.bad(Fault.DUPLICATE, problem(image.applyAsInt(i), what.apply(i)));
        });
  }
}
