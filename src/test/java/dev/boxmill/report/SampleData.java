package dev.boxmill.report;

import dev.boxmill.report.AuditResult.Box;
import dev.boxmill.report.AuditResult.Suspect;
import dev.boxmill.report.DetectResult.UnreadableImage;
import dev.boxmill.report.Example.Found;
import dev.boxmill.report.Example.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small made-up results with names of the caller's choice, for tests. */
public final class SampleData {
  /** Names that try to leave their place in HTML, scripts, attributes or on screen. */
  public static final List<String> HOSTILE =
      List.of(
          "<script>document.title='owned'</script>",
          "</script><img src=x onerror=\"document.title='owned'\">",
          "\" onmouseover=\"document.title='owned'\" x='",
          "{{constructor}} ${7*7} {b} {a|x} %s",
          "\u202Eright to left \u2067עברית والعربية",
          "long ".repeat(400),
          "\u2028\u2029\0\u0007 & ' ` \\ \n");

  /** At most, so that a page of many images is not made of the audit's pictures. */
  private static final int SUSPECTS = 100;

  /** Images that two runs are compared by, at most. */
  private static final int CHANGED = 24;

  private SampleData() {}

  /** Everything, with every text taken from the names. */
  public static ReportData named(List<String> names, int images, Map<String, Thumbnail> pictures) {
    String odd = names.get(0);
    RunInfo detect = run("detect", odd, Map.of("images", 3, "errors", 1, "model", odd, odd, odd));
    RunInfo evaluate = run("evaluate", odd, Map.of("images", 3, "warnings", names));
    List<PrCurve> curves = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c);
      curves.add(curve(c, name, .5));
      curves.add(curve(c, name, .75));
    }
    for (int t = 0; t < 10; t++) {
      curves.add(curve(PrCurve.MEAN, "mean", .5 + .05 * t));
    }
    List<Example> examples =
        IntStream.range(0, images)
            .mapToObj(i -> example(i, names.get(i % names.size()), names))
            .toList();
    AnchorsResult anchors =
        AnchorsResult.parse(
            "{\"schema\":\"boxmill-anchors/1\",\"anchors\":[[10,12],[40,30]],\"averageIou\":0.7,"
                + "\"inputSize\":[100,100],\"sample\":[[0.1,0.1],[0.4,0.2]]}",
            odd);
    return new ReportData(
        odd,
        List.of(
            new DetectResult(
                detect,
                List.of(new UnreadableImage(odd, names.get(1))),
                sweep(odd, Double.NaN),
                queries(Math.max(25, names.size())))),
        List.of(
            new EvaluateResult(
                evaluate, SampleProtocols.of(names), curves, examples, sweep(odd, .3))),
        List.of(anchors),
        List.of(
            SampleProtocols.comparison(run("compare", odd, Map.of()), names.get(1), odd, names)
                .withChanged(
                    Map.of(
                        names.get(1),
                        examples.subList(0, Math.min(images, CHANGED)),
                        odd,
                        examples.subList(0, Math.min(images, CHANGED))))),
        List.of(
            new LeaderboardResult(
                run("leaderboard", odd, Map.of()),
                List.of(
                    SampleProtocols.row("name", odd, "model", odd, "imagesPerSecond", 5, "AP", .5),
                    SampleProtocols.row("name", names.get(1), "imagesPerSecond", 9, "AP", .4)))),
        List.of(findings(names)),
        List.of(audit(run("audit", odd, Map.of()), names, Math.min(images, SUSPECTS))),
        pictures);
  }

  /**
   * Two score thresholds with three IoUs: 40 boxes at most, and less where either asks for more.
   *
   * @param ap of the strictest setting; each step of the IoU adds .01, the lower score .02
   */
  private static NmsSweepResult sweep(String method, double ap) {
    List<NmsSweepResult.Point> points = new ArrayList<>();
    for (double score : new double[] {.01, .25}) {
      for (int i = 5; i <= 7; i++) {
        long kept = (score < .1 ? 6L : 2L) * (i - 1);
        double at = ap + .01 * (i - 5) + (score < .1 ? .02 : 0);
        points.add(
            new NmsSweepResult.Point(score, i / 10., score < .1 ? 40 : 8, kept, .004, at, at + .1));
      }
    }
    return new NmsSweepResult(method, 4, points);
  }

  /** A box of each kind from every query, and of the last query one more. */
  private static QueryResult queries(int count) {
    QuerySlots slots = new QuerySlots();
    slots.image();
    for (int q = 0; q < count; q++) {
      slots.add(q, 1, q, 10, 20, 20, 200, 100);
      slots.add(q, 1, q, 40, 60, 30, 200, 100);
      slots.add(q, 1, 120, q % 60, 30, 40, 200, 100);
    }
    slots.add(count - 1, 2, 0, 0, 20, 20, 200, 100);
    return slots.result();
  }

  private static FindingsResult findings(List<String> names) {
    String odd = names.get(0);
    RunInfo run = new RunInfo(odd, "validate", odd, "", 1, Map.of("annotations", odd), Map.of());
    long[] histogram = new long[33];
    histogram[16] = 3;
    return new FindingsResult(
        run,
        List.of(new FindingsResult.Finding("empty-box", "error", 9, odd, odd, names)),
        new FindingsResult.Data(
            2,
            3,
            names.stream().map(n -> new FindingsResult.ClassCount(1, n, 3, 2)).toList(),
            new long[][] {{0, 1}, {2, 0}},
            histogram,
            new long[][] {{0, 1}, {2, 0}},
            new long[] {0, 1, 1}));
  }

  /** A suspect an image, of each kind in turn. */
  private static AuditResult audit(RunInfo run, List<String> names, int images) {
    Box box = new Box(10, 10, 40, 40);
    List<String> kinds =
        List.of("missing", "wrong-class", "badly-drawn", "duplicate", "not-an-object");
    List<Suspect> suspects =
        IntStream.range(0, images)
            .mapToObj(
                i -> {
                  String name = names.get(i % names.size());
                  boolean missing = i % 5 == 0;
                  boolean gone = i % 5 >= 3;
                  return new Suspect(
                      i + 1,
                      kinds.get(i % 5),
                      1 - (i + 1) / (images + 1.0),
                      i + name,
                      200,
                      100,
                      missing ? null : name,
                      missing ? null : box,
                      gone ? null : names.get((i + 1) % names.size()),
                      gone ? null : i % 5 == 2 ? new Box(14, 6, 50, 44) : box,
                      1);
                })
            .toList();
    ResultRow row =
        SampleProtocols.row("size", "small", "name", names.get(0), "boxes", 9, "lost", 3);
    CoverageResult coverage =
        new CoverageResult(names.get(0), "640 x 640", 9, 3, List.of(row), List.of(row));
    List<AuditResult.Kind> counts =
        kinds.stream().map(k -> new AuditResult.Kind(k, 0, 1, 3)).toList();
    return new AuditResult(run, images, 2L * images, 1, counts, 2L * images, suspects, coverage);
  }

  private static RunInfo run(String job, String odd, Map<String, Object> facts) {
    return new RunInfo(odd, job, odd, odd, 3, Map.of(odd, odd), facts);
  }

  private static PrCurve curve(int category, String name, double iou) {
    double[] recall = IntStream.rangeClosed(0, 100).mapToDouble(i -> i / 100.0).toArray();
    double[] precision =
        IntStream.rangeClosed(0, 100).mapToDouble(i -> 1 - i * iou / 100).toArray();
    return new PrCurve(category, name, iou, recall, precision, precision);
  }

  private static Example example(int i, String name, List<String> names) {
    int c = i % names.size();
    return new Example(
        i,
        i + name,
        200,
        100,
        List.of(
            new Truth(c, names.get(c), 10, 10, 40, 40, false, true),
            new Truth(c, names.get(c), 120, 20, 30, 30, false, false)),
        List.of(
            new Found(c, names.get(c), .9, 12, 10, 40, 40, true),
            new Found(c, names.get(c), .4, 80, 60, 20, 20, false)));
  }
}
