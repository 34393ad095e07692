package dev.boxmill.audit;

import dev.boxmill.audit.Behaviour.Model;
import dev.boxmill.data.Annotations;
import java.util.List;
import java.util.function.Consumer;

/**
 * Weighs, for every label and every site, the hypotheses of what may be wrong against "the label is
 * right" by Bayes' rule. The likelihoods are the models' usual {@link Behaviour}: a label of the
 * wrong class, say, would look like a right one if its class were another. Log likelihood ratios of
 * M models are summed and divided by the root of M: models trained on the same images err together.
 *
 * <p>Of a label the likeliest hypothesis is told, so there is one suspect a label at most.
 */
final class Judge {
  private static final double DRAWN_LOW = .3;
  private static final double DRAWN_HIGH = .75;

  /** Density of a badly drawn box's IoU outside of the range, relative to within. */
  private static final double DRAWN_ELSEWHERE = .05;

  private static final double MOST = .5;

  private final Annotations all;
  private final Behaviour behaviour;
  private final double prior;
  private final double weight;

  /**
   * A judge.
   *
   * @param errorRate expected share of wrong labels, in (0, 1); each kind gets a fifth
   */
  Judge(Annotations all, Behaviour behaviour, double errorRate) {
    this.all = all;
    this.behaviour = behaviour;
    prior = errorRate / SuspectKind.values().length;
    weight = 1 / Math.sqrt(behaviour.models.size());
  }

  /** Hands on the suspects of an image. */
  void judge(Evidence e, Consumer<Suspect> sink) {
    for (int g = 0; g < e.scene.objects(); g++) {
      sink.accept(object(e, g));
    }
    for (Evidence.Site site : e.sites) {
      sink.accept(missing(e, site));
    }
  }

  private Suspect object(Evidence e, int g) {
    double odds = odds(notAnObject(e, g));
    SuspectKind kind = SuspectKind.NOT_AN_OBJECT;
    int suggestedClass = -1;
    double duplicate = duplicate(e, g);
    if (duplicate > odds) {
      odds = duplicate;
      kind = SuspectKind.DUPLICATE;
    }
    for (int category : e.otherClasses(g)) {
      double wrong = odds(wrongClass(e, g, category));
      if (wrong > odds) {
        odds = wrong;
        kind = SuspectKind.WRONG_CLASS;
        suggestedClass = category;
      }
    }
    double drawn = badlyDrawn(e, g);
    if (drawn > odds) {
      odds = drawn;
      kind = SuspectKind.BADLY_DRAWN;
    }
    return new Accusation(all, e, g).of(kind, probability(odds), suggestedClass);
  }

  /** Log odds from the summed log likelihood ratios of the models. */
  private double odds(double ratios) {
    return Math.log(prior) + weight * ratios;
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  private double notAnObject(Evidence e, int g) {
    double sum = 0;
    int size = e.scene.size(g);
    int narrow = Behaviour.narrow(e.scene.classes[g], size);
    for (int m = 0; m < e.scene.models(); m++) {
      Model model = behaviour.models.get(m);
      int bin = Bins.score(e.any(m, g));
      sum +=
          Math.log(model.empty.probability(bin, size, 0))
              - Math.log(model.any.probability(bin, size, narrow));
    }
    return sum;
  }

  /**
   * Two labels of one object: there should be one detection, and the second best should be as at a
   * label that stands alone. The rarer pairs of so high an overlap are, the likelier a duplicate.
   */
  private double duplicate(Evidence e, int g) {
    int twin = e.twin[g];
    if (e.twinIou[g] < Evidence.MATCH) {
      return Double.NEGATIVE_INFINITY;
    }
    double worth = e.worth(g);
    double twinWorth = e.worth(twin);
    if (worth > twinWorth || (worth == twinWorth && g < twin)) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    int size = e.scene.size(g);
    int narrow = Behaviour.narrow(e.scene.classes[g], size);
    for (int m = 0; m < e.scene.models(); m++) {
      Model model = behaviour.models.get(m);
      int bin = Bins.score(e.second[m][g]);
      sum +=
          Math.log(model.second.probability(bin, size, 0))
              - Math.log(model.same.probability(bin, size, narrow));
    }
    double pairs = behaviour.twins.atLeast(Bins.iou(e.twinIou[g])) / 2.0;
    double usual = Math.min(MOST, prior * behaviour.labels() / pairs);
    return Math.log(usual) + weight * sum;
  }

  private double wrongClass(Evidence e, int g, int category) {
    double sum = 0;
    int size = e.scene.size(g);
    for (int m = 0; m < e.scene.models(); m++) {
      Model model = behaviour.models.get(m);
      sum +=
          logTrue(
              model, size, category, e.score(m, g, category, true), e.score(m, g, category, false));
      sum -= logTrue(model, size, e.scene.classes[g], e.same[m][g], e.other[m][g]);
    }
    return sum;
  }

  /** Log likelihood of the best scores of the true class and of all others at an object. */
  private static double logTrue(Model model, int size, int category, double own, double other) {
    int bin = Bins.score(own);
    return Math.log(model.same.probability(bin, size, Behaviour.narrow(category, size)))
        + Math.log(model.other.probability(Bins.score(other), bin, 0));
  }

  private double badlyDrawn(Evidence e, int g) {
    double sum = 0;
    boolean seen = false;
    int size = e.scene.size(g);
    int steps = (int) Math.round((DRAWN_HIGH - DRAWN_LOW) * Bins.IOU);
    double mass = steps + DRAWN_ELSEWHERE * (Bins.IOU - steps);
    for (int m = 0; m < e.scene.models(); m++) {
      if (e.sameDetection[m][g] >= 0) {
        int bin = Bins.iou(e.sameIou[m][g]);
        double low = (bin + .5) / Bins.IOU;
        double drawn = (low > DRAWN_LOW && low < DRAWN_HIGH ? 1 : DRAWN_ELSEWHERE) / mass;
        int coarse = Bins.coarse(e.same[m][g]);
        NestedHistogram fit = behaviour.models.get(m).fit;
        sum +=
            Math.log(drawn)
                - Math.log(fit.probability(bin, coarse, Behaviour.narrow(coarse, size)));
        seen = true;
      }
    }
    return seen ? odds(sum) : Double.NEGATIVE_INFINITY;
  }

  private Suspect missing(Evidence e, Evidence.Site site) {
    double[] boxes = e.scene.found[site.model()].boxes();
    int size = Scene.size(boxes, site.detection());
    int narrow = Behaviour.narrow(site.category(), size);
    double sum = 0;
    double score = 0;
    int models = 0;
    for (int m = 0; m < e.scene.models(); m++) {
      Model model = behaviour.models.get(m);
      int bin = Bins.score(site.scores()[m]);
      sum +=
          Math.log(model.same.probability(bin, size, narrow))
              - Math.log(model.site.probability(bin, size, narrow));
      score += site.scores()[m] / e.scene.models();
      models += site.scores()[m] >= Evidence.SITE_SCORE ? 1 : 0;
    }
    double labelsPerSite = Math.max(1, behaviour.labels()) / (double) behaviour.sites();
    List<dev.boxmill.data.Category> categories = all.categories();
    return new Suspect(
        SuspectKind.MISSING,
        probability(odds(sum) + Math.log(labelsPerSite)),
        all.images().id(e.scene.image),
        -1,
        -1,
        null,
        categories.get(site.category()).id(),
        Accusation.box(boxes, site.detection()),
        score,
        models,
        -1,
        -1);
  }
}
