package dev.boxmill.job;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPart;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.Example;
import dev.boxmill.eval.Match;
import dev.boxmill.eval.MatchList;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.MatchRows;
import dev.boxmill.store.PathCheck;
import dev.boxmill.store.PickedImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Evaluates in this process: what fits its memory needs no Spark, and a session costs seconds. */
final class LocalEvaluation {
  private final Annotations truth;
  private final EvaluationPlan plan;
  private DetectionTable detections;

  LocalEvaluation(Annotations truth, EvaluationPlan plan) {
    this.truth = truth;
    this.plan = plan;
  }

  EvaluateOutcome evaluate(DetectionSource source) {
    List<String> warnings = new ArrayList<>();
    if (source.imageByImage()) {
      List<PathCheck> checks = overParts(source, part -> source.check(part, truth.images()));
      warnings.addAll(PathCheck.warnings(source.name(), checks, truth.images()));
    }
    EvaluationPart whole = new EvaluationPart(truth, plan);
    detections = read(source, truth.images());
    whole.addAll(detections);
    warnings.addAll(whole.ids().warnings(source.name()));
    Map<Long, String> paths = new TreeMap<>();
    if (source.imageByImage()) {
      Set<Long> wanted =
          LongStream.of(whole.worst().ids()).boxed().collect(Collectors.toUnmodifiableSet());
      overParts(source, part -> source.paths(part, truth.images(), wanted)).forEach(paths::putAll);
    }
    return new EvaluateOutcome(
        whole.results(), whole.worst().examples(paths), whole.ids().detections(), warnings);
  }

  /** Writes every match of what was evaluated into a new folder. */
  void writeMatches(Path folder, Configuration configuration) throws IOException {
    List<Match> matches = new ArrayList<>();
    new MatchList(truth, detections).forEach(id -> true, matches::add);
    MatchRows.write(matches, new Path(folder, EvaluateResults.FILE), configuration);
  }

  /** All detections of a source. */
  static DetectionTable read(DetectionSource source, ImageTable images) {
    List<List<DetectionTable>> parts =
        overParts(
            source,
            part -> {
              List<DetectionTable> tables = new ArrayList<>();
              return source.read(part, images, tables::add) ? tables : null;
            });
    if (parts.stream().anyMatch(Objects::isNull)) {
      return read(source.careful(), images);
    }
    return DetectionTable.concat(parts.stream().flatMap(List::stream).toList());
  }

  /** A few images of a source. */
  static List<Example> examples(PickedImages picked, Annotations truth) {
    List<Optional<PickedImages.Part>> parts =
        overParts(picked.source(), part -> picked.read(part, truth.images()));
    if (parts.stream().anyMatch(Optional::isEmpty)) {
      return examples(picked.careful(), truth);
    }
    return picked.examples(truth, parts.stream().flatMap(Optional::stream).toList());
  }

  @FunctionalInterface
  interface PartTask<T> {
    T run(int part) throws IOException;
  }

  /** Results of all parts of a source, in order. */
  static <T> List<T> overParts(DetectionSource source, PartTask<T> task) {
    try {
      return IntStream.range(0, source.parts())
          .parallel()
          .mapToObj(
              part -> {
                try {
                  return task.run(part);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (UncheckedIOException e) {
      throw new UserException(
          "--detections " + source.name() + ": cannot be read (" + e.getCause() + ")", e);
    }
  }
}
