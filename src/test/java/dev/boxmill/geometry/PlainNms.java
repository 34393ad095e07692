package dev.boxmill.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every suppression as its paper writes it: lists, loops over all pairs, no ranks and no index. The
 * oracle of the real ones.
 */
final class PlainNms {
  /** A box with its index, as the methods see it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Box(int index, double score, double[] edges, int label, double quality, double[] spread) {
    double iou(Box other) {
      return Iou.iou(edges, 0, other.edges, 0);
    }

    double diou(Box o) {
      double[] a = edges;
      double[] b = o.edges;
      return Iou.diou(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]);
    }

    Box with(double newScore, double[] newEdges) {
      return new Box(index, newScore, newEdges, label, quality, spread);
    }
  }

  private static final Comparator<Box> BEST_FIRST =
      Comparator.comparingDouble((Box b) -> -b.score).thenComparingInt(Box::index);

  private PlainNms() {}

  static List<Box> run(List<Box> boxes, NmsSettings s, double floor, int limit) {
    Set<Integer> labels = new HashSet<>();
    boxes.forEach(b -> labels.add(b.label));
    List<Box> kept = new ArrayList<>();
    if (s.classAgnostic()) {
      kept.addAll(oneClass(boxes, s, floor));
    } else {
      for (int label : labels) {
        kept.addAll(oneClass(boxes.stream().filter(b -> b.label == label).toList(), s, floor));
      }
    }
    return kept.stream().sorted(BEST_FIRST).limit(limit).toList();
  }

  private static List<Box> oneClass(List<Box> boxes, NmsSettings s, double floor) {
    List<Box> ranked = boxes.stream().sorted(BEST_FIRST).toList();
    double t = s.iou();
    return switch (s.method()) {
      case "none" -> ranked;
      case "hard" -> greedy(ranked, (a, b) -> a.iou(b) > t);
      case "diou" -> greedy(ranked, (a, b) -> a.iou(b) > 0 && a.diou(b) > t);
      case "soft-linear" -> soft(ranked, floor, iou -> iou > t ? 1 - iou : 1);
      case "soft-gaussian" -> soft(ranked, floor, iou -> Math.exp(-iou * iou / s.sigma()));
      case "matrix" -> matrix(ranked, floor, s.sigma());
      case "iou-guided" -> guided(ranked, t);
      case "weighted" ->
          greedy(ranked, (a, b) -> a.iou(b) > t).stream()
              .map(
                  k ->
                      voted(
                          k, ranked, (v, side) -> v.index == k.index || k.iou(v) > t ? v.score : 0))
              .toList();
      case "softer" ->
          greedy(ranked, (a, b) -> a.iou(b) > t).stream()
              .map(k -> voted(k, ranked, (v, side) -> likeness(k, v, s) / v.spread[side]))
              .toList();
      default -> throw new AssertionError(s.method());
    };
  }

  private static double likeness(Box k, Box v, NmsSettings s) {
    double apart = 1 - k.iou(v);
    return apart == 1 ? 0 : Math.exp(-apart * apart / s.sigma());
  }

  private interface Suppresses {
    boolean test(Box kept, Box other);
  }

  private interface Weight {
    double of(Box voter, int side);
  }

  private interface Factor {
    double of(double iou);
  }

  private static List<Box> greedy(List<Box> ranked, Suppresses rule) {
    List<Box> kept = new ArrayList<>();
    for (Box b : ranked) {
      if (kept.stream().noneMatch(k -> rule.test(k, b))) {
        kept.add(b);
      }
    }
    return kept;
  }

  private static List<Box> soft(List<Box> ranked, double floor, Factor factor) {
    List<Box> left = new ArrayList<>(ranked);
    List<Box> kept = new ArrayList<>();
    while (!left.isEmpty()) {
      left.sort(BEST_FIRST);
      Box best = left.remove(0);
      if (best.score < floor) {
        break;
      }
      kept.add(best);
      left.replaceAll(b -> b.with(b.score * factor.of(best.iou(b)), b.edges));
    }
    return kept;
  }

  private static List<Box> matrix(List<Box> ranked, double floor, double sigma) {
    List<Box> kept = new ArrayList<>();
    double[] cmax = new double[ranked.size()];
    for (int i = 0; i < ranked.size(); i++) {
      double decay = 1;
      for (int j = 0; j < i; j++) {
        double iou = ranked.get(i).iou(ranked.get(j));
        cmax[i] = Math.max(cmax[i], iou);
        decay =
            Math.min(decay, Math.exp(-iou * iou / sigma) / Math.exp(-cmax[j] * cmax[j] / sigma));
      }
      Box lowered = ranked.get(i).with(ranked.get(i).score * decay, ranked.get(i).edges);
      if (lowered.score >= floor) {
        kept.add(lowered);
      }
    }
    return kept;
  }

  private static List<Box> guided(List<Box> ranked, double t) {
    List<Box> left = new ArrayList<>(ranked);
    left.sort(Comparator.comparingDouble((Box b) -> -b.quality).thenComparingInt(Box::index));
    List<Box> kept = new ArrayList<>();
    while (!left.isEmpty()) {
      Box best = left.remove(0);
      List<Box> cluster = left.stream().filter(b -> best.iou(b) > t).toList();
      left.removeAll(cluster);
      double score = cluster.stream().mapToDouble(Box::score).max().orElse(0);
      kept.add(best.with(Math.max(score, best.score), best.edges));
    }
    return kept;
  }

  private static Box voted(Box kept, List<Box> voters, Weight weight) {
    double[] mean = new double[4];
    for (int side = 0; side < 4; side++) {
      double sum = 0;
      for (Box v : voters) {
        sum += weight.of(v, side);
        mean[side] += weight.of(v, side) * v.edges[side];
      }
      mean[side] = sum > 0 ? mean[side] / sum : kept.edges[side];
    }
    return kept.with(kept.score, mean);
  }
}
