package dev.boxmill.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Labels spoiled on purpose are found again. A budget of as many suspects as labels were spoiled; a
 * damage counts as found when a suspect within the budget names its kind, its label or place, and
 * the right class (docs/audit.md has the table that this prints).
 */
class AuditProofTest {
  private static final double SHARE = .05;
  private static final int SEEDS = 10;

  /** Found and done, by kind. */
  private record Score(int[] found, int[] done) {
    double recall(int kind) {
      return found[kind] / (double) done[kind];
    }

    double recall() {
      return Arrays.stream(found).sum() / (double) Arrays.stream(done).sum();
    }
  }

  @Test
  void findsFourInFiveOfTheDamagedLabelsAndMoreWithThreeModels() throws IOException {
    Annotations right = ZooDetections.annotations();
    List<DetectionTable> zoo = ZooDetections.read();
    Score three = score("all three", right, zoo);
    for (int m = 0; m < zoo.size(); m++) {
      Score one = score(ZooDetections.NAMES[m], right, List.of(zoo.get(m)));
      assertTrue(one.recall() >= .8, ZooDetections.NAMES[m] + " finds " + one.recall());
      assertTrue(three.recall() > one.recall(), "three models beat " + ZooDetections.NAMES[m]);
    }
    for (SuspectKind kind : SuspectKind.values()) {
      assertTrue(three.recall(kind.ordinal()) >= .8, kind + ": " + three.recall(kind.ordinal()));
    }
  }

  /** What is flagged in labels as they came: honest ambiguities, far fewer than spoiled labels. */
  @Test
  void flagsLessOfTheLabelsAsTheyCame() throws IOException {
    Annotations right = ZooDetections.annotations();
    List<DetectionTable> zoo = ZooDetections.read();
    long clean = likely("as they came", audit(right, zoo, 70));
    LabelDamage.Result spoiled = LabelDamage.apply(right, SHARE, 1);
    long flagged = likely("spoiled", audit(spoiled.annotations(), zoo, 70));
    assertTrue(4 * clean < flagged, clean + " of right labels, " + flagged + " of spoiled ones");
  }

  private static long likely(String name, Findings findings) {
    long sum = 0;
    StringBuilder cells = new StringBuilder();
    for (SuspectKind kind : SuspectKind.values()) {
      long count = findings.countFrom(kind, Findings.TENTHS / 2);
      cells.append(kind.id()).append(' ').append(count).append(' ');
      sum += count;
    }
    System.out.println("% at .5 and more, " + name + ": " + sum + " (" + cells + ")");
    return sum;
  }

  private static Score score(String name, Annotations right, List<DetectionTable> models) {
    int kinds = SuspectKind.values().length;
    Score sum = new Score(new int[kinds], new int[kinds]);
    for (int seed = 1; seed <= SEEDS; seed++) {
      LabelDamage.Result spoiled = LabelDamage.apply(right, SHARE, seed);
      assertEquals(70, spoiled.damage().size(), "14 of each kind: 5 % of 1,496 in five parts");
      List<Suspect> budget =
          audit(spoiled.annotations(), models, spoiled.damage().size()).suspects();
      for (LabelDamage.Done damage : spoiled.damage()) {
        sum.done[damage.kind().ordinal()]++;
        sum.found[damage.kind().ordinal()] += budget.stream().anyMatch(damage::foundBy) ? 1 : 0;
      }
    }
    List<String> cells = new ArrayList<>();
    for (SuspectKind kind : SuspectKind.values()) {
      cells.add(
          String.format(Locale.ROOT, "%s %.1f %%", kind.id(), 100 * sum.recall(kind.ordinal())));
    }
    System.out.printf(
        Locale.ROOT, "%s: %.1f %% (%s)%n", name, 100 * sum.recall(), String.join(", ", cells));
    return sum;
  }

  private static Findings audit(Annotations labels, List<DetectionTable> models, int limit) {
    AuditPart part = new AuditPart(new LabelIndex(labels), image -> true, models);
    Findings findings = new Findings(limit);
    part.judge(part.learn(), SHARE, findings);
    return findings;
  }
}
