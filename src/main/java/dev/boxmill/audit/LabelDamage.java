package dev.boxmill.audit;

import dev.boxmill.audit.Suspect.Box;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoils labels on purpose, to measure how many an audit finds: equal shares are dropped, given
 * another class, moved and resized, repeated, and invented. The same seed does the same.
 */
public final class LabelDamage {
  private static final int KINDS = SuspectKind.values().length;

  /** A moved box keeps an IoU in this range with the right one. */
  private static final double LEAST_IOU = .3;

  private static final double MOST_IOU = .7;

  /** An invented box overlaps every label less than this. */
  private static final double EMPTY_IOU = .1;

  /** A repeated box is off by up to this share of its sides. */
  private static final double SHAKE = .06;

  private final Annotations right;
  private final SplittableRandom random;
  private final List<GroundTruth> labels = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private long nextId;

  /**
   * What was done to a label.
   *
   * @param kind what is wrong with it now
   * @param imageId the image it lies in, or lay in
   * @param objectId the spoiled label; of a repeated one the copy; of a dropped one its former id
   * @param original of a repeated one, the label it repeats; else the same id
   * @param categoryId the right class
   * @param box the right box; of an invented label, its own
   */
  public record Done(
      SuspectKind kind, long imageId, long objectId, long original, int categoryId, Box box) {

    /**
     * {@return whether a suspect names this damage: kind, place and, where they are wrong, class or
     * box}
     *
     * @param s of an audit of the spoiled annotations
     */
    public boolean foundBy(Suspect s) {
      if (s.kind() != kind || s.imageId() != imageId) {
        return false;
      }
      return switch (kind) {
        case MISSING ->
            s.suggestedCategoryId() == categoryId && Accusation.iou(s.suggested(), box) >= .5;
        case WRONG_CLASS -> s.objectId() == objectId && s.suggestedCategoryId() == categoryId;
        case BADLY_DRAWN ->
            s.objectId() == objectId
                && Accusation.iou(s.suggested(), box) > Accusation.iou(s.label(), box);
        case DUPLICATE -> s.objectId() == objectId || s.objectId() == original;
        case NOT_AN_OBJECT -> s.objectId() == objectId;
      };
    }
  }

  /**
   * Spoiled annotations, and what is wrong with them.
   *
   * @param annotations the spoiled ones; invented and repeated labels have new ids
   * @param damage one a spoiled label
   */
  public record Result(Annotations annotations, List<Done> damage) {}

  private LabelDamage(Annotations right, long seed) {
    this.right = right;
    random = new SplittableRandom(seed);
  }

  /**
   * Spoils labels. Masks and keypoints of moved labels are dropped.
   *
   * @param right taken to be without errors; every image has its size; not changed
   * @param share of the labels, in [0, 1]; the number is rounded down to a multiple of the kinds
   * @param seed the same one spoils the same labels
   * @return as many spoiled labels of each {@link SuspectKind}
   */
  public static Result apply(Annotations right, double share, long seed) {
    return new LabelDamage(right, seed).run(share);
  }

  private Result run(double share) {
    GroundTruthTable rows = right.groundTruths();
    int each = (int) (share * rows.size()) / KINDS;
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
      nextId = Math.max(nextId, rows.id(i) + 1);
    }
    int[] kindOf = new int[rows.size()];
    for (int i = 0; i < each * (KINDS - 1); i++) {
      kindOf[order[i]] = 1 + i / each;
    }
    List<GroundTruth> copies = new ArrayList<>();
    for (int row = 0; row < kindOf.length; row++) {
      GroundTruth o = rows.groundTruth(row);
      switch (kindOf[row]) {
        case 1 -> note(SuspectKind.MISSING, o, o);
        case 2 -> labels.add(swapped(o));
        case 3 -> labels.add(moved(o));
        case 4 -> {
          labels.add(o);
          copies.add(o);
        }
        default -> labels.add(o);
      }
    }
    copies.forEach(o -> labels.add(repeated(o)));
    for (int i = 0; i < each; i++) {
      labels.add(invented());
    }
    GroundTruthTable.Builder builder = new GroundTruthTable.Builder();
    labels.forEach(builder::add);
    return new Result(
        new Annotations(right.images(), right.categories(), builder.build(), right.labels()),
        List.copyOf(done));
  }

  private void note(SuspectKind kind, GroundTruth spoiled, GroundTruth original) {
    done.add(
        new Done(
            kind,
            spoiled.imageId(),
            spoiled.id(),
            original.id(),
            original.categoryId(),
            box(original)));
  }

  private static Box box(GroundTruth o) {
    return new Box(o.x(), o.y(), o.w(), o.h());
  }

  private GroundTruth swapped(GroundTruth o) {
    int category = o.categoryId();
    while (category == o.categoryId() && right.categories().size() > 1) {
      category = anyClass();
    }
    note(SuspectKind.WRONG_CLASS, o, o);
    return with(o, o.id(), category, box(o));
  }

  private int anyClass() {
    List<Category> categories = right.categories();
    return categories.get(random.nextInt(categories.size())).id();
  }

  private GroundTruth moved(GroundTruth o) {
    ImageInfo image = image(o);
    Box box;
    double iou;
    do {
      double w = o.w() * Math.exp(within(.4));
      double h = o.h() * Math.exp(within(.4));
      box = clipped(o.x() + within(.5) * o.w(), o.y() + within(.5) * o.h(), w, h, image);
      iou = Accusation.iou(box, box(o));
    } while (!(iou >= LEAST_IOU && iou <= MOST_IOU));
    note(SuspectKind.BADLY_DRAWN, o, o);
    return with(o, o.id(), o.categoryId(), box);
  }

  /** Every second copy has a class of its own choice. */
  private GroundTruth repeated(GroundTruth o) {
    Box box =
        clipped(
            o.x() + within(SHAKE) * o.w(),
            o.y() + within(SHAKE) * o.h(),
            o.w() * (1 + within(SHAKE)),
            o.h() * (1 + within(SHAKE)),
            image(o));
    int category = random.nextBoolean() ? o.categoryId() : anyClass();
    GroundTruth copy = with(o, nextId++, category, box);
    note(SuspectKind.DUPLICATE, copy, o);
    return copy;
  }

  /** A label's box, with any class, at an empty place of any image. */
  private GroundTruth invented() {
    GroundTruthTable rows = right.groundTruths();
    while (true) {
      GroundTruth o = rows.groundTruth(random.nextInt(rows.size()));
      ImageInfo image = right.images().image(random.nextInt(right.images().size()));
      double x = random.nextDouble() * (image.width() - o.w());
      double y = random.nextDouble() * (image.height() - o.h());
      Box box = new Box(x, y, o.w(), o.h());
      if (x >= 0 && y >= 0 && empty(image.id(), box)) {
        GroundTruth made =
            new GroundTruth(
                nextId++, image.id(), anyClass(), x, y, o.w(), o.h(), o.w() * o.h(), false);
        note(SuspectKind.NOT_AN_OBJECT, made, made);
        return made;
      }
    }
  }

  private boolean empty(long imageId, Box box) {
    GroundTruthTable rows = right.groundTruths();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.imageId(row) == imageId
          && Accusation.iou(box, box(rows.groundTruth(row))) >= EMPTY_IOU) {
        return false;
      }
    }
    return true;
  }

  private ImageInfo image(GroundTruth o) {
    return right.images().image(right.images().indexOf(o.imageId()));
  }

  private double within(double bound) {
    return bound * (2 * random.nextDouble() - 1);
  }

  private static Box clipped(double x, double y, double w, double h, ImageInfo image) {
    double left = Math.max(0, x);
    double top = Math.max(0, y);
    return new Box(
        left, top, Math.min(image.width(), x + w) - left, Math.min(image.height(), y + h) - top);
  }

  private static GroundTruth with(GroundTruth o, long id, int category, Box box) {
    boolean stays = box.equals(box(o));
    return new GroundTruth(
        id,
        o.imageId(),
        category,
        box.x(),
        box.y(),
        box.w(),
        box.h(),
        stays ? o.area() : box.w() * box.h(),
        o.flags(),
        stays ? o.segmentation() : null,
        stays ? o.keypoints() : null);
  }
}
