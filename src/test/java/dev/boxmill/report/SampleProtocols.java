package dev.boxmill.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Made-up results of every protocol that has a section, with classes of the caller's names. */
final class SampleProtocols {
  private final List<String> names;

  private SampleProtocols(List<String> names) {
    this.names = names;
  }

  static List<ProtocolMetrics> of(List<String> names) {
    SampleProtocols of = new SampleProtocols(names);
    return List.of(
        of.coco(),
        of.tide(),
        of.confusion(),
        of.operatingPoint(),
        of.calibration(),
        of.hoiem(),
        of.counting(),
        new ProtocolMetrics(
            "recall",
            Map.of("AR1", .4, "AR100", .8),
            Map.of(
                "byLimit",
                List.of(
                    row("maxDetections", 1, "AR", .4, "AR50", .5),
                    row("maxDetections", 100, "AR", .8, "AR50", .9)))),
        new ProtocolMetrics(
            "lrp",
            Map.of("oLRP", .2),
            Map.of("perClass", of.perClass(c -> row("oLRP", .2, "threshold", .4)))),
        new ProtocolMetrics(names.get(0), Map.of(names.get(0), .5), Map.of()));
  }

  /** Columns and values, one after the other. */
  static ResultRow row(Object... cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(
          (String) cells[i],
          cells[i + 1] instanceof Number n ? (Object) n.doubleValue() : cells[i + 1]);
    }
    return new ResultRow(row);
  }

  private List<ResultRow> perClass(IntFunction<ResultRow> more) {
    return rows(
        names.size(),
        c -> {
          Map<String, Object> cells = new LinkedHashMap<>();
          cells.put("categoryId", (double) c);
          cells.put("name", names.get(c));
          cells.putAll(more.apply(c).cells());
          return new ResultRow(cells);
        });
  }

  private static List<ResultRow> rows(int count, IntFunction<ResultRow> row) {
    return IntStream.range(0, count).mapToObj(row).toList();
  }

  private ProtocolMetrics coco() {
    return new ProtocolMetrics(
        "coco",
        Map.of("AP", .5, "APs", .2),
        Map.of(
            "perClass",
            perClass(
                c ->
                    row(
                        "AP",
                        .9 - c / (2.0 * names.size()),
                        "AP50",
                        .95,
                        "AR100",
                        .9,
                        "groundTruths",
                        10 + c,
                        "detections",
                        20)),
            "intervals",
            List.of(row("statistic", "AP", "value", .5, "low", .45, "high", .56)),
            "slices",
            rows(
                names.size(),
                c -> row("slice", names.get(0), "value", names.get(c), "images", 3, "AP", .5))));
  }

  private ProtocolMetrics tide() {
    return new ProtocolMetrics(
        "tide",
        Map.of("AP", 50.),
        Map.of(
            "errors",
            List.of(
                row("type", "Cls", "count", 12, "dAP", 1.5),
                row("type", names.get(0), "count", 3, "dAP", .5)),
            "perClass",
            perClass(c -> row("AP", 48, "dAPCls", 1.2))));
  }

  private ProtocolMetrics confusion() {
    List<ResultRow> cells = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      for (int o = 0; o < 8; o++) {
        int other = o == 7 ? -1 : (c + o * o) % names.size();
        cells.add(
            row(
                "trueId",
                c,
                "trueName",
                names.get(c),
                "predictedId",
                other,
                "predictedName",
                other < 0 ? "background" : names.get(other),
                "count",
                o == 0 ? 90 : o));
      }
    }
    return new ProtocolMetrics(
        "confusion",
        Map.of("precision", .8, "recall", .7),
        Map.of(
            "confusion",
            cells,
            "perClass",
            perClass(
                c -> row("precision", .8, "mostConfusedWith", names.get(0), "confusions", 2))));
  }

  private ProtocolMetrics operatingPoint() {
    return new ProtocolMetrics(
        "operating-point",
        Map.of("bestConfidence", .4, "F1", .7),
        Map.of(
            "perClass",
            perClass(c -> row("bestConfidence", .3)),
            "confidence",
            rows(
                1000,
                i ->
                    row(
                        "confidence",
                        i / 999.,
                        "precision",
                        .5,
                        "recall",
                        1 - i / 999.,
                        "F1",
                        .4))));
  }

  private ProtocolMetrics calibration() {
    return new ProtocolMetrics(
        "calibration",
        Map.of("DECE", .1, "scoreIoUCorrelation", -.2),
        Map.of(
            "reliability",
            rows(
                25,
                b ->
                    row(
                        "low",
                        b / 25.,
                        "high",
                        (b + 1) / 25.,
                        "detections",
                        b * b,
                        "meanScore",
                        (b + .5) / 25,
                        "precision",
                        b / 25.,
                        "meanIoU",
                        .8)),
            "score-iou",
            rows(
                10,
                b ->
                    row(
                        "scoreLow",
                        b / 20.,
                        "scoreHigh",
                        (b + 1) / 20.,
                        "iouLow",
                        .6,
                        "iouHigh",
                        .65,
                        "hits",
                        b + 1))));
  }

  private ProtocolMetrics hoiem() {
    return new ProtocolMetrics(
        "hoiem",
        Map.of("correct", .8),
        Map.of(
            "perClass",
            perClass(
                c ->
                    row(
                        "detections",
                        10,
                        "correctShare",
                        .6,
                        "localizationShare",
                        .1,
                        "similarShare",
                        .1,
                        "otherShare",
                        .1,
                        "backgroundShare",
                        .1))));
  }

  private ProtocolMetrics counting() {
    return new ProtocolMetrics(
        "counting",
        Map.of("missedShare", .1, "missedObjects", 6., "objects", 60.),
        Map.of(
            "missed",
            rows(
                12,
                i -> row("objects", i + 1, "instances", 5, "missed", i % 5, "share", i % 5 / 5.)),
            "perClass",
            perClass(c -> row("groundTruths", 5, "missed", 1, "share", .2))));
  }

  /** Two runs; the second one is better in some classes and images, worse in others. */
  static ComparisonResult comparison(RunInfo run, String first, String second, List<String> names) {
    return new ComparisonResult(
        run,
        List.of(
            row("protocol", "coco", "statistic", "AP", "run", first, "value", .5),
            row(
                "protocol",
                "coco",
                "statistic",
                "AP",
                "run",
                second,
                "value",
                .52,
                "difference",
                .02,
                "low",
                .01,
                "high",
                .03,
                "wins",
                .99)),
        rows(
            names.size(),
            c ->
                row(
                    "run",
                    second,
                    "name",
                    names.get(c),
                    "firstAP",
                    .5,
                    "AP",
                    .51,
                    "difference",
                    .1 - .2 * c / names.size(),
                    "low",
                    -.15,
                    "high",
                    .15,
                    "wins",
                    .6)),
        rows(
            names.size(),
            c ->
                row(
                    "run",
                    second,
                    "imageId",
                    c,
                    "fileName",
                    names.get(c),
                    "change",
                    c % 2 * 2 - 1,
                    "firstHits",
                    3,
                    "hits",
                    4)),
        Map.of());
  }
}
