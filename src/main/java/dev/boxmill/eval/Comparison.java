package dev.boxmill.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Several runs against the same ground truth, each beside the first. Where COCO was bootstrapped,
 * runs are compared draw by draw: a hard draw is hard for both, so that the interval of a
 * difference is narrower than the intervals of the two numbers suggest.
 */
public final class Comparison implements MetricResult {
  /** The protocol behind the table of images. */
  public static final String IMAGES = "images";

  /** In place of a number that is not known: a difference may well be -1. */
  private static final String UNKNOWN = "";

  private final List<Run> runs;

  /**
   * A run's results, protocols in the same order in all runs.
   *
   * @param name unique among the runs
   * @param results one a protocol
   */
  public record Run(String name, List<MetricResult> results) {
    public Run {
      results = List.copyOf(results);
    }

    private <T> List<T> of(Class<T> type) {
      return results.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  /**
   * @param runs at least one; the others are compared with the first
   */
  public Comparison(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  private Run first() {
    return runs.get(0);
  }

  private List<Run> others() {
    return runs.subList(1, runs.size());
  }

  @Override
  public String metric() {
    return "comparison";
  }

  @Override
  public Map<String, Double> statistics() {
    return Map.of();
  }

  @Override
  public List<ResultTable> tables() {
    List<ResultTable> tables = new ArrayList<>(List.of(statisticsTable()));
    if (!first().of(CocoResult.class).isEmpty()) {
      tables.add(classesTable());
    }
    if (!first().of(ImagesResult.class).isEmpty()) {
      tables.add(imagesTable());
    }
    return tables;
  }

  /** A statistic's values in the draws of two runs, those without anything to find left out. */
  private record Paired(double[] differences, double wins) {
    static Paired of(double[] base, double[] other) {
      int[] defined =
          IntStream.range(0, base.length).filter(i -> base[i] > -1 && other[i] > -1).toArray();
      double[] differences = Arrays.stream(defined).mapToDouble(i -> other[i] - base[i]).toArray();
      double wins = Arrays.stream(differences).filter(d -> d > 0).count();
      return new Paired(differences, differences.length == 0 ? 0 : wins / differences.length);
    }

    /** low, high, wins, draws. */
    List<Object> cells(double confidence) {
      if (differences.length == 0) {
        return List.of(UNKNOWN, UNKNOWN, UNKNOWN, 0);
      }
      Interval interval = Interval.ofDefined(differences, confidence);
      return List.of(interval.low(), interval.high(), wins, differences.length);
    }
  }

  private static Object difference(double base, double value) {
    return base == -1 || value == -1 ? UNKNOWN : (Object) (value - base);
  }

  private ResultTable statisticsTable() {
    List<List<Object>> rows = new ArrayList<>();
    for (int p = 0; p < first().results().size(); p++) {
      MetricResult base = first().results().get(p);
      for (Map.Entry<String, Double> statistic : base.statistics().entrySet()) {
        for (Run run : runs) {
          rows.add(row(run, base, run.results().get(p), statistic.getKey()));
        }
      }
    }
    return new ResultTable(
        "statistics",
        List.of(
            "protocol", "statistic", "run", "value", "difference", "low", "high", "wins", "draws"),
        rows);
  }

  private List<Object> row(Run run, MetricResult base, MetricResult result, String statistic) {
    double value = result.statistics().getOrDefault(statistic, -1.0);
    List<Object> row = new ArrayList<>(List.of(base.metric(), statistic, run.name(), value));
    if (run.name().equals(first().name())) {
      row.addAll(List.of(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 0));
    } else {
      row.add(difference(base.statistics().get(statistic), value));
      row.addAll(paired(base, result, statistic));
    }
    return row;
  }

  private static List<Object> paired(MetricResult base, MetricResult result, String statistic) {
    if (base instanceof CocoResult a && result instanceof CocoResult b) {
      int s = a.samples().names().indexOf(statistic);
      if (s >= 0) {
        return Paired.of(a.samples().draws(s), b.samples().draws(s))
            .cells(a.samples().resampling().confidence());
      }
    }
    return List.of(UNKNOWN, UNKNOWN, UNKNOWN, 0);
  }

  /** AP of each class, the greatest gain first, classes without objects last. */
  private ResultTable classesTable() {
    List<List<Object>> rows = new ArrayList<>();
    CocoResult base = first().of(CocoResult.class).get(0);
    double confidence = base.samples().resampling().confidence();
    List<ClassScore> before = base.perClass();
    for (Run run : others()) {
      CocoResult result = run.of(CocoResult.class).get(0);
      List<ClassScore> after = result.perClass();
      List<Integer> byGain =
          IntStream.range(0, after.size())
              .boxed()
              .sorted(Comparator.comparingDouble(k -> before.get(k).ap() - after.get(k).ap()))
              .sorted(Comparator.comparing(k -> after.get(k).ap() == -1))
              .toList();
      for (int k : byGain) {
        ClassScore a = before.get(k);
        ClassScore b = after.get(k);
        List<Object> row =
            new ArrayList<>(
                List.of(
                    run.name(),
                    a.categoryId(),
                    a.name(),
                    a.ap(),
                    b.ap(),
                    difference(a.ap(), b.ap())));
        double[] draws = base.samples().draws(0, k);
        row.addAll(Paired.of(draws, result.samples().draws(0, k)).cells(confidence));
        rows.add(row);
      }
    }
    return new ResultTable(
        "perClass",
        List.of(
            "run",
            "categoryId",
            "name",
            "firstAP",
            "AP",
            "difference",
            "low",
            "high",
            "wins",
            "draws"),
        rows);
  }

  /** The images that gained most, then those that lost most; ties by id. */
  private ResultTable imagesTable() {
    List<List<Object>> rows = new ArrayList<>();
    ImagesResult a = first().of(ImagesResult.class).get(0);
    for (Run run : others()) {
      ImagesResult b = run.of(ImagesResult.class).get(0);
      for (int sign : new int[] {1, -1}) {
        changed(a, b, sign, ImagesResult.LISTED)
            .forEach(
                i ->
                    rows.add(
                        List.of(
                            run.name(),
                            a.images().id(i),
                            String.valueOf(a.images().fileName(i)),
                            b.score(i) - a.score(i),
                            a.hits(i),
                            a.falsePositives(i),
                            b.hits(i),
                            b.falsePositives(i))));
      }
    }
    return new ResultTable(
        "images",
        List.of(
            "run",
            "imageId",
            "fileName",
            "change",
            "firstHits",
            "firstFalsePositives",
            "hits",
            "falsePositives"),
        rows);
  }

  /** Indexes of the images that gained (sign 1) or lost (-1) most, ties by id. */
  private static List<Integer> changed(ImagesResult a, ImagesResult b, int sign, int limit) {
    return IntStream.range(0, a.images().size())
        .boxed()
        .filter(i -> sign * (b.score(i) - a.score(i)) > 0)
        .sorted(Comparator.comparingInt(i -> sign * (a.score(i) - b.score(i))))
        .limit(limit)
        .toList();
  }

  /**
   * Ids of the images that a run gained or lost most against the first run, over all runs.
   *
   * @param runs what each run measured, that of {@link #IMAGES} among it
   * @param limit most images each way and run
   * @return ascending; empty where images were not measured
   */
  public static long[] changedImages(List<List<MetricResult>> runs, int limit) {
    List<ImagesResult> images =
        runs.stream()
            .flatMap(List::stream)
            .filter(ImagesResult.class::isInstance)
            .map(ImagesResult.class::cast)
            .toList();
    return images.stream()
        .skip(1)
        .flatMap(
            b ->
                IntStream.of(1, -1)
                    .boxed()
                    .flatMap(sign -> changed(images.get(0), b, sign, limit).stream()))
        .mapToLong(i -> images.get(0).images().id(i))
        .distinct()
        .sorted()
        .toArray();
  }

  /** Each run's numbers that were bootstrapped, or else all of them, beside the first run's. */
  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (List<Object> row : statisticsTable().rows()) {
      if (!(row.get(4) instanceof Double difference)) {
        continue;
      }
      String interval =
          row.get(5) instanceof Double low && row.get(6) instanceof Double high
              ? String.format(
                  Locale.ROOT,
                  ", interval %+.3f to %+.3f, better in %.1f %% of the draws",
                  low,
                  high,
                  100 * (double) row.get(7))
              : "";
      lines.add(
          String.format(
              Locale.ROOT,
              " %s %-6s %.3f, %+.3f to %s%s (%s)",
              row.get(0),
              row.get(1),
              (double) row.get(3),
              difference,
              first().name(),
              interval,
              row.get(2)));
    }
    return lines;
  }
}
