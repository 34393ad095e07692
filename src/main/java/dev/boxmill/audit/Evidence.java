package dev.boxmill.audit;

import dev.boxmill.data.Annotations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the models say of an image's labels. Each detection speaks of one label: the one it overlaps
 * most, at IoU {@value #NEAR} or more where it is of the label's class, at {@value #MATCH} where it
 * is of another. Detections that speak of no label are strays; strays of several models that
 * overlap are one site.
 *
 * <p>Arrays are [model][object]; scores are 0 where there is no detection.
 */
final class Evidence {
  static final double NEAR = .3;
  static final double MATCH = .5;

  /** In favour of a label of the detection's own class, where it overlaps two about equally. */
  private static final double OWN_CLASS = .1;

  /** A site needs one detection of this score. */
  static final double SITE_SCORE = .1;

  /** A place overlapping all labels less than this is empty. */
  private static final double EMPTY = .1;

  /** Where an object without a label may be: the best detection's class and box, all scores. */
  record Site(int category, int model, int detection, double[] scores) {}

  private record Stray(int model, int detection, double score) {}

  final Scene scene;

  /** Best detection of the label's class: its score, its number or -1, its overlap. */
  final double[][] same;

  final int[][] sameDetection;
  final double[][] sameIou;

  /** Best score of another class. */
  final double[][] other;

  /** Second best score of any class around the label and its twin. */
  final double[][] second;

  /** Best score at the mirrored place, -1 where that is not empty. */
  final double[][] mirrored;

  /** The label overlapping each label most, or -1, and by how much. */
  final int[] twin;

  final double[] twinIou;
  final List<Site> sites = new ArrayList<>();
  private final int[][] owner;

  Evidence(Scene scene, Annotations all) {
    this.scene = scene;
    int objects = scene.objects();
    int models = scene.models();
    same = new double[models][objects];
    sameIou = new double[models][objects];
    sameDetection = new int[models][objects];
    other = new double[models][objects];
    second = new double[models][objects];
    mirrored = new double[models][objects];
    owner = new int[models][];
    twin = new int[objects];
    twinIou = new double[objects];
    twins();
    List<Stray> strays = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      own(m, strays, all);
      around(m);
    }
    sites(strays);
  }

  private void twins() {
    for (int g = 0; g < twin.length; g++) {
      twin[g] = -1;
      for (int h = 0; h < twin.length; h++) {
        double iou = g == h ? 0 : Scene.iou(scene.boxes, g, scene.boxes, h);
        if (iou > twinIou[g]) {
          twin[g] = h;
          twinIou[g] = iou;
        }
      }
    }
  }

  private void own(int m, List<Stray> strays, Annotations all) {
    Scene.Found found = scene.found[m];
    owner[m] = new int[found.size()];
    Arrays.fill(sameDetection[m], -1);
    for (int d = 0; d < found.size(); d++) {
      int best = -1;
      double bestIou = 0;
      double bestWorth = 0;
      for (int g = 0; g < scene.objects(); g++) {
        double iou = Scene.iou(found.boxes(), d, scene.boxes, g);
        boolean own = found.classes()[d] == scene.classes[g];
        double worth = own ? iou + OWN_CLASS : iou;
        if (iou >= (own ? NEAR : MATCH) && worth > bestWorth) {
          best = g;
          bestIou = iou;
          bestWorth = worth;
        }
      }
      owner[m][d] = best;
      double score = found.scores()[d];
      if (best < 0) {
        if (judged(found.classes()[d], all) && !scene.ignored(found.boxes(), d)) {
          strays.add(new Stray(m, d, score));
        }
      } else if (found.classes()[d] != scene.classes[best]) {
        other[m][best] = Math.max(other[m][best], score);
      } else if (score > same[m][best]) {
        same[m][best] = score;
        sameIou[m][best] = bestIou;
        sameDetection[m][best] = d;
      }
    }
  }

  /** Whether all objects of a class had to be labelled in this image. */
  private boolean judged(int category, Annotations all) {
    if (all.labels() == null) {
      return true;
    }
    int id = all.categories().get(category).id();
    boolean here = false;
    for (int c : scene.classes) {
      here |= c == category;
    }
    return all.labels().isAbsent(scene.image, id)
        || (here && !all.labels().isIncomplete(scene.image, id));
  }

  private void around(int m) {
    Scene.Found found = scene.found[m];
    double[] mirror = new double[4];
    for (int g = 0; g < scene.objects(); g++) {
      mirror(g, mirror);
      mirrored[m][g] = empty(mirror) ? 0 : -1;
      int near = 0;
      for (int d = 0; d < found.size(); d++) {
        boolean paired = twinIou[g] >= MATCH;
        if (Scene.iou(found.boxes(), d, scene.boxes, g) >= MATCH
            || (paired && Scene.iou(found.boxes(), d, scene.boxes, twin[g]) >= MATCH)) {
          near++;
          second[m][g] = near == 2 ? found.scores()[d] : second[m][g];
        }
        boolean own = found.classes()[d] == scene.classes[g];
        if (mirrored[m][g] == 0 && Scene.iou(found.boxes(), d, mirror, 0) >= (own ? NEAR : MATCH)) {
          mirrored[m][g] = found.scores()[d];
        }
      }
    }
  }

  private void mirror(int g, double[] to) {
    System.arraycopy(scene.boxes, 4 * g, to, 0, 4);
    to[0] = scene.width - scene.boxes[4 * g + 2];
    to[2] = scene.width - scene.boxes[4 * g];
  }

  private boolean empty(double[] box) {
    for (int h = 0; h < scene.objects(); h++) {
      if (Scene.iou(box, 0, scene.boxes, h) >= EMPTY) {
        return false;
      }
    }
    return true;
  }

  private void sites(List<Stray> strays) {
    strays.sort(Comparator.comparingDouble(Stray::score).reversed()); // stable
    for (Stray stray : strays) {
      Scene.Found found = scene.found[stray.model];
      Site near = null;
      for (int i = 0; i < sites.size() && near == null; i++) {
        Site site = sites.get(i);
        double[] boxes = scene.found[site.model].boxes();
        near =
            Scene.iou(boxes, site.detection, found.boxes(), stray.detection) >= MATCH ? site : null;
      }
      int category = found.classes()[stray.detection];
      if (near == null && stray.score >= SITE_SCORE) {
        double[] scores = new double[scene.models()];
        scores[stray.model] = stray.score;
        sites.add(new Site(category, stray.model, stray.detection, scores));
      } else if (near != null && near.category == category) {
        near.scores[stray.model] = Math.max(near.scores[stray.model], stray.score);
      }
    }
  }

  /** Best score of any class. */
  double any(int m, int g) {
    return Math.max(same[m][g], other[m][g]);
  }

  /** Whether no other label overlaps this one much. */
  boolean alone(int g) {
    return twinIou[g] < NEAR;
  }

  /** A model's best score of a class, or of all classes but that one, for an object. */
  double score(int m, int g, int category, boolean of) {
    for (int d = 0; d < owner[m].length; d++) {
      if (owner[m][d] == g && (scene.found[m].classes()[d] == category) == of) {
        return scene.found[m].scores()[d]; // descending
      }
    }
    return 0;
  }

  /** Classes other than the label's that detections give to an object; ascending. */
  int[] otherClasses(int g) {
    int[] classes = new int[0];
    for (int m = 0; m < owner.length; m++) {
      for (int d = 0; d < owner[m].length; d++) {
        int category = scene.found[m].classes()[d];
        if (owner[m][d] == g
            && category != scene.classes[g]
            && Arrays.stream(classes).noneMatch(c -> c == category)) {
          classes = Arrays.copyOf(classes, classes.length + 1);
          classes[classes.length - 1] = category;
        }
      }
    }
    Arrays.sort(classes);
    return classes;
  }

  /** How much the models support a label as the one of an overlapping pair that stays. */
  double worth(int g) {
    double sum = 0;
    for (Scene.Found found : scene.found) {
      double best = 0;
      for (int d = 0; d < found.size(); d++) {
        double iou = Scene.iou(found.boxes(), d, scene.boxes, g);
        if (found.classes()[d] == scene.classes[g] && iou >= MATCH) {
          best = Math.max(best, Math.min(1, found.scores()[d]) * iou);
        }
      }
      sum += best;
    }
    return sum;
  }
}
