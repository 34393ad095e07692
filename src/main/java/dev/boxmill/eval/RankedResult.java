package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an evaluation by one ranked list a class measured. */
final class RankedResult implements MetricResult {
  private final RankedProtocol protocol;
  private final List<Category> classes;
  private final double[] ious;
  private final RankedCurve[][] curves;
  private final int[] objects;
  private final int[] special;

  /**
   * @param curves by class and threshold
   * @param objects objects of each class, special ones too
   * @param special those that the protocol treats in a way of its own
   */
  RankedResult(
      RankedProtocol protocol,
      List<Category> classes,
      double[] ious,
      RankedCurve[][] curves,
      int[] objects,
      int[] special) {
    this.protocol = protocol;
    this.classes = classes;
    this.ious = ious;
    this.curves = curves;
    this.objects = objects;
    this.special = special;
  }

  @Override
  public String metric() {
    return protocol.id();
  }

  /** AP is the mean over thresholds; then an entry a threshold, AP50 at .5. */
  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> values = new LinkedHashMap<>();
    double[] all = new double[ious.length];
    for (int t = 0; t < ious.length; t++) {
      all[t] = meanPrecision(t);
    }
    values.put("AP", Pairwise.mean(all, all.length));
    for (int t = 0; t < ious.length; t++) {
      values.put(name(t), all[t]);
    }
    return values;
  }

  /** "AP" and the threshold in percent: AP50, AP52.5. */
  private String name(int t) {
    double percent = Math.rint(ious[t] * 1e6) / 1e4;
    return "AP" + (percent == Math.rint(percent) ? "" + (long) percent : "" + percent);
  }

  /** The mean over classes with something to find, -1 where there is none. */
  private double meanPrecision(int t) {
    double[] defined = new double[curves.length];
    int n = 0;
    for (RankedCurve[] k : curves) {
      if (k[t].averagePrecision() >= 0) {
        defined[n++] = k[t].averagePrecision();
      }
    }
    return Pairwise.mean(defined, n);
  }

  private double precision(int k) {
    double[] all = new double[ious.length];
    for (int t = 0; t < ious.length; t++) {
      all[t] = curves[k][t].averagePrecision();
    }
    return Pairwise.mean(all, all.length);
  }

  private double recall(int k) {
    double[] all = new double[ious.length];
    for (int t = 0; t < ious.length; t++) {
      all[t] = curves[k][t].recall();
    }
    return Pairwise.mean(all, all.length);
  }

  /** AP and recall are means over thresholds. */
  @Override
  public List<ResultTable> tables() {
    List<String> columns = new ArrayList<>(List.of("categoryId", "name", "AP"));
    for (int t = 0; t < ious.length; t++) {
      columns.add(name(t));
    }
    columns.addAll(List.of("recall", "groundTruths", protocol.specialColumn(), "detections"));
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < curves.length; k++) {
      List<Object> row = new ArrayList<>();
      row.add(classes.get(k).id());
      row.add(classes.get(k).name());
      row.add(precision(k));
      for (RankedCurve curve : curves[k]) {
        row.add(curve.averagePrecision());
      }
      row.add(recall(k));
      row.add(objects[k]);
      row.add(special[k]);
      row.add(curves[k][0].detections());
      rows.add(row);
    }
    return List.of(new ResultTable("perClass", columns, rows));
  }

  @Override
  public List<Curve> curves() {
    List<Curve> all = new ArrayList<>();
    for (int t = 0; t < ious.length; t++) {
      all.add(mean(t));
    }
    for (int k = 0; k < curves.length; k++) {
      for (int t = 0; t < ious.length; t++) {
        Category of = classes.get(k);
        all.add(new Curve(of.id(), of.name(), ious[t], curves[k][t].points()));
      }
    }
    return all;
  }

  private Curve mean(int t) {
    List<Curve.Point> points = new ArrayList<>();
    double[] defined = new double[curves.length];
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      int n = 0;
      for (RankedCurve[] k : curves) {
        if (k[t].averagePrecision() >= 0) {
          defined[n++] = k[t].precision(r);
        }
      }
      points.add(new Curve.Point(RecallGrid.level(r), Pairwise.mean(defined, n), -1));
    }
    return new Curve(Curve.MEAN, "mean", ious[t], points);
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (int k = 0; protocol.summarisesClasses() && k < curves.length; k++) {
      lines.add("AP for " + classes.get(k).name() + " = " + shown(precision(k)));
    }
    for (int t = 0; ious.length > 1 && t < ious.length; t++) {
      lines.add(
          String.format(Locale.ROOT, "Mean AP at IoU %s = %s", ious[t], shown(meanPrecision(t))));
    }
    lines.add("Mean AP = " + shown(statistics().get("AP")));
    return lines;
  }

  private static String shown(double value) {
    return value < 0 ? "-1" : String.format(Locale.ROOT, "%.4f", value);
  }
}
