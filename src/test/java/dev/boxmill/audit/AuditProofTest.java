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

  /**
   * The same budget spent on the labels as they came: most of it is filled, but the confidences say
   * that these are ambiguities, not mistakes. Three models together list fewer than 70.
   */
  @Test
  void isFarLessSureOfTheLabelsAsTheyCame() throws IOException {
    Annotations right = ZooDetections.annotations();
    LabelDamage.Result spoiled = LabelDamage.apply(right, SHARE, 1);
    List<DetectionTable> zoo = ZooDetections.read();
    for (int m = 0; m <= zoo.size(); m++) {
      boolean all = m == zoo.size();
      String name = all ? "all three" : ZooDetections.NAMES[m];
      List<DetectionTable> models = all ? zoo : List.of(zoo.get(m));
      Findings clean = audit(right, models, 70);
      Findings damaged = audit(spoiled.annotations(), models, 70);
      print(name + ", as they came", clean);
      print(name + ", spoiled", damaged);
      assertTrue(4 * likely(clean) < likely(damaged), name + ": " + likely(clean));
      double middle = middle(clean);
      assertTrue(4 * middle < middle(damaged), name + ": half are from " + middle);
    }
  }

  private static long likely(Findings findings) {
    return Arrays.stream(SuspectKind.values())
        .mapToLong(kind -> findings.countFrom(kind, Findings.TENTHS / 2))
        .sum();
  }

  /** The first 70 by kind, of these .5 and more, and the confidence in the middle. */
  private static void print(String name, Findings findings) {
    List<String> cells = new ArrayList<>();
    for (SuspectKind kind : SuspectKind.values()) {
      long first = findings.suspects().stream().filter(s -> s.kind() == kind).count();
      cells.add(kind.id() + " " + first + " (" + findings.countFrom(kind, 5) + ")");
    }
    System.out.printf(
        Locale.ROOT,
        "first %d, %s: %s; %d of .5 and more, middle %.3f%n",
        findings.suspects().size(),
        name,
        String.join(", ", cells),
        likely(findings),
        middle(findings));
  }

  private static double middle(Findings findings) {
    List<Suspect> suspects = findings.suspects();
    return suspects.get(suspects.size() / 2).confidence();
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
