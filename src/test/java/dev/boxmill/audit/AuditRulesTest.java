package dev.boxmill.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small cases worked by hand, and what must not depend on how images are dealt out. */
class AuditRulesTest {
  private static final int RIGHT = 40;

  /**
   * 40 images with one circle, found exactly at .97; then an image a kind of mistake. In a model
   * that never errs, each mistake must head the list, named right.
   */
  private static Annotations labels() {
    ImageInfo[] images = new ImageInfo[RIGHT + 6];
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    for (int i = 0; i < images.length; i++) {
      images[i] = new ImageInfo(i + 1, i + ".jpg", 200, 100);
      switch (i - RIGHT) {
        case 0 -> {} // missing
        case 1 -> rows.add(label(101, i, 2, 10, 10)); // wrong class
        case 2 -> rows.add(label(102, i, 1, 20, 10)); // badly drawn: IoU 20 / 40
        case 3 -> {
          rows.add(label(103, i, 1, 10, 10));
          rows.add(label(104, i, 1, 11, 10)); // duplicate: IoU 29 / 31
        }
        case 4 -> rows.add(label(105, i, 1, 10, 50)); // nothing there
        case 5 -> // crowds are not judged
            rows.add(new GroundTruth(106, i + 1, 1, 0, 0, 80, 80, 6400, true));
        default -> rows.add(label(i + 1, i, 1, 10, 10));
      }
    }
    return new Annotations(
        ImageTable.of(images),
        List.of(new Category(1, "circle", ""), new Category(2, "square", "")),
        rows.build());
  }

  private static GroundTruth label(long id, int image, int category, double x, double y) {
    return new GroundTruth(id, image + 1, category, x, y, 30, 30, 900, false);
  }

  private static DetectionTable detections() {
    DetectionTable.Builder rows = new DetectionTable.Builder();
    for (int i = 0; i < RIGHT + 6; i++) {
      if (i != RIGHT + 4) {
        rows.add(i + 1, 1, 10, 10, 30, 30, .97, i);
      }
    }
    return rows.build();
  }

  private static Findings audit(Annotations labels, List<DetectionTable> models, int limit) {
    AuditPart part = new AuditPart(new LabelIndex(labels), image -> true, models);
    Findings findings = new Findings(limit);
    part.judge(part.learn(), .05, findings);
    return findings;
  }

  @Test
  void namesEachMistakeOfASceneWorkedByHand() {
    List<Suspect> top = audit(labels(), List.of(detections()), 5).suspects();
    assertEquals(
        List.of(
            "40 MISSING", "41 WRONG_CLASS", "42 BADLY_DRAWN", "43 DUPLICATE", "44 NOT_AN_OBJECT"),
        top.stream().map(s -> (s.imageId() - 1) + " " + s.kind()).sorted().toList());
    for (Suspect s : top) {
      switch (s.kind()) {
        case MISSING, BADLY_DRAWN -> {
          assertEquals(new Suspect.Box(10, 10, 30, 30), s.suggested());
          assertEquals(1, s.suggestedCategoryId());
        }
        case WRONG_CLASS -> assertEquals(1, s.suggestedCategoryId());
        case DUPLICATE -> {
          assertEquals(104, s.objectId(), "the detection lies on the other");
          assertEquals(103, s.twinId());
        }
        case NOT_AN_OBJECT -> assertEquals(105, s.objectId());
      }
    }
  }

  @Test
  void followsSuggestionsAboveTheConfidence() {
    Annotations labels = labels();
    List<Suspect> top = audit(labels, List.of(detections()), 5).suspects();
    Correction all = Correction.apply(labels, top, 0);
    assertEquals(5, all.changes().size());
    List<String> rows =
        IntStream.range(0, all.annotations().groundTruths().size())
            .mapToObj(all.annotations().groundTruths()::groundTruth)
            .filter(o -> o.id() > RIGHT)
            .map(o -> o.id() + " class " + o.categoryId() + " at " + o.x() + " " + o.y())
            .toList();
    assertEquals(
        List.of(
            "101 class 1 at 10.0 10.0",
            "102 class 1 at 10.0 10.0",
            "103 class 1 at 10.0 10.0",
            "106 class 1 at 0.0 0.0",
            "107 class 1 at 10.0 10.0"),
        rows);
    Correction none = Correction.apply(labels, top, 1);
    assertEquals(labels.groundTruths().size(), none.annotations().groundTruths().size());
  }

  /** A perfect box costs -ln(.97); a label without a detection 4.6 + 2 · 2. */
  @Test
  void measuresTheSetLoss() {
    List<ImageLoss> losses = audit(labels(), List.of(detections()), 5).losses();
    ImageLoss right = losses.stream().filter(l -> l.image() == 0).findFirst().orElseThrow();
    assertArrayEquals(new double[] {-Math.log(.97)}, right.objects(), 1e-12);
    ImageLoss nothing = losses.stream().filter(l -> l.image() == 44).findFirst().orElseThrow();
    assertEquals(4.6 + 2 * 2, nothing.total(), 1e-12);
    ImageLoss stray = losses.stream().filter(l -> l.image() == 40).findFirst().orElseThrow();
    assertEquals(-Math.log(1 - .97), stray.total(), 1e-12, "a detection of nothing labelled");
  }

  @Test
  void isTheSameHoweverImagesAreDealtOut() throws IOException {
    Annotations labels = LabelDamage.apply(ZooDetections.annotations(), .05, 3).annotations();
    List<DetectionTable> zoo = ZooDetections.read();
    Findings whole = audit(labels, zoo, 100);
    LabelIndex index = new LabelIndex(labels);
    Behaviour behaviour = new Behaviour(3, labels.categories().size());
    int parts = 7;
    AuditPart[] dealt = new AuditPart[parts];
    for (int p = parts - 1; p >= 0; p--) {
      int part = p;
      dealt[p] =
          new AuditPart(
              index,
              image -> image % parts == part,
              zoo.stream().map(table -> share(table, index, parts, part)).toList());
      behaviour.merge(dealt[p].learn().bytes());
    }
    Findings merged = new Findings(100);
    for (AuditPart part : dealt) {
      Findings found = new Findings(100);
      part.judge(behaviour, .05, found);
      merged.merge(found.bytes());
    }
    assertEquals(whole.suspects(), merged.suspects());
    assertEquals(
        whole.losses().stream().map(ImageLoss::total).toList(),
        merged.losses().stream().map(ImageLoss::total).toList());
    for (SuspectKind kind : SuspectKind.values()) {
      assertEquals(whole.countFrom(kind, 0), merged.countFrom(kind, 0));
    }
    assertTrue(whole.suspects().size() == 100, "the limit holds");
  }

  private static DetectionTable share(DetectionTable all, LabelIndex index, int parts, int part) {
    DetectionTable.Builder rows = new DetectionTable.Builder();
    for (int row = all.size() - 1; row >= 0; row--) {
      if (index.annotations().images().indexOf(all.imageId(row)) % parts == part) {
        rows.add(all, row);
      }
    }
    return rows.build();
  }
}
