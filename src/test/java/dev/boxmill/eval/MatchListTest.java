package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchListTest {
  private final GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
  private final DetectionTable.Builder detections = new DetectionTable.Builder();

  private void object(long id, long image, double x, double w, Flag... flags) {
    int bits = flags.length == 0 ? 0 : flags[0].bit();
    objects.add(new GroundTruth(id, image, 1, x, 0, w, 10, 10 * w, bits, null, null));
  }

  private void detect(long image, int category, double x, double score) {
    detections.add(image, category, x, 0, 10, 10, score, detections.size());
  }

  private List<Match> matches(long... images) {
    Annotations truth =
        new Annotations(
            ImageTable.of(new ImageInfo(1, "", 99, 99), new ImageInfo(2, "", 99, 99)),
            List.of(new Category(1, "cat", "")),
            objects.build());
    List<Match> all = new ArrayList<>();
    new MatchList(truth, detections.build())
        .forEach(id -> List.of(images[0], images[images.length - 1]).contains(id), all::add);
    return all;
  }

  @Test
  void everyDetectionAndEveryMissedObjectIsThereOnce() {
    object(11, 1, 0, 10);
    object(12, 1, 20, 10);
    object(13, 1, 40, 20, Flag.CROWD);
    object(21, 2, 0, 10);
    detect(1, 1, 0, .4); // the object has been found by the next
    detect(1, 1, 2, .8); // 8 of 12 pixels a row shared
    detect(1, 1, 44, .6); // lies in the crowd
    detect(1, 7, 0, .9); // a class that the ground truth lacks
    assertEquals(
        List.of(
            new Match(1, 1, "hit", .8, 2, 0, 10, 10, 11, 80 / 120.0),
            new Match(1, 1, "ignored", .6, 44, 0, 10, 10, 13, 1),
            new Match(1, 1, "mistake", .4, 0, 0, 10, 10, -1, 0),
            new Match(1, 1, "missed", 0, 20, 0, 10, 10, 12, 0),
            new Match(2, 1, "missed", 0, 0, 0, 10, 10, 21, 0)),
        matches(1, 2));
  }

  @Test
  void onlyImagesAskedForAreListed() {
    object(11, 1, 0, 10);
    object(21, 2, 0, 10);
    detect(2, 1, 0, .5);
    assertEquals(List.of(new Match(2, 1, "hit", .5, 0, 0, 10, 10, 21, 1)), matches(2));
  }

  @Test
  void beyondAHundredDetectionsAreIgnored() {
    for (int i = 0; i < 101; i++) {
      detect(1, 1, 0, 1 - i / 200.0);
    }
    List<Match> all = matches(1);
    assertEquals("mistake", all.get(99).outcome());
    assertEquals("ignored", all.get(100).outcome());
  }
}
