package dev.boxmill.job;

import static dev.boxmill.job.EvaluateJob.count;

import dev.boxmill.audit.AuditPart;
import dev.boxmill.audit.Correction;
import dev.boxmill.audit.Findings;
import dev.boxmill.audit.LabelCoverage;
import dev.boxmill.audit.LabelIndex;
import dev.boxmill.audit.SuspectKind;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.eval.NameMatch;
import dev.boxmill.format.AnnotationFormats;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.Want;
import dev.boxmill.spark.SparkAudit;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.PathCheck;
import dev.boxmill.store.RenamedSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads labels and detections, judges, writes the result folder and corrected annotations. */
final class AuditJob {
  private final AuditConfig config;
  private final SparkOptions spark;
  private final PrintWriter console;
  private final PrintWriter errors;

  AuditJob(AuditConfig config, SparkOptions spark, PrintWriter console, PrintWriter errors) {
    this.config = config;
    this.spark = spark;
    this.console = console;
    this.errors = errors;
  }

  void run() throws IOException {
    RunFacts facts = new RunFacts("audit");
    LabelCoverage work =
        config.assignment() == null
            ? null
            : CoverageWork.of(config.assignment(), config.anchors(), config.inputSize());
    Configuration configuration = spark.hadoop();
    try (AtomicOutput out = AtomicOutput.folder(config.out(), configuration);
        AtomicOutput corrected =
            config.apply() == null ? null : AtomicOutput.file(config.apply(), configuration);
        AtomicOutput changes =
            config.apply() == null
                ? null
                : AtomicOutput.file(config.apply() + ".changes.csv", configuration)) {
      Annotations labels = labels(configuration);
      say(
          "annotations: "
              + count(labels.images().size(), "images, ")
              + count(labels.groundTruths().size(), "objects, ")
              + count(labels.categories().size(), "classes"));
      LabelIndex index = new LabelIndex(labels);
      List<String> warnings = new ArrayList<>();
      if (!config.detections().isEmpty()) {
        List<DetectionSource> sources = sources(labels, configuration, warnings);
        Findings findings = findings(index, sources, facts);
        new AuditResults(config, index, findings).write(out, configuration);
        facts.fact("suspects", findings.suspects().size());
        print(findings);
        if (corrected != null) {
          apply(labels, findings, corrected, changes);
        }
      }
      if (work != null) {
        CoverageResults coverage =
            new CoverageResults(
                CoverageWork.count(work, index, spark), work.anchors(), labels.categories());
        out.writeText(new Path(out.temporary(), CoverageResults.FILE), coverage.json());
        coverage.print(console);
      }
      record(facts, labels, warnings);
      out.writeText(new Path(out.temporary(), RunFacts.FILE), facts.json());
      out.commit();
    }
    say("results in " + config.out());
  }

  private void record(RunFacts facts, Annotations labels, List<String> warnings) {
    facts
        .option("annotations", config.annotations())
        .option("detections", String.join(",", config.detections()))
        .option("out", config.out())
        .option("limit", config.limit())
        .option("error-rate", config.errorRate())
        .option("apply", config.apply())
        .option("min-confidence", config.minConfidence())
        .option("match-names", config.classes().wanted())
        .option("aliases", config.classes().aliases())
        .option("assignment", config.assignment())
        .option("anchors", config.anchors())
        .option("input-size", config.inputSize())
        .fact("images", labels.images().size())
        .fact("groundTruths", labels.groundTruths().size())
        .fact("warnings", warnings);
  }

  /** With masks and all else where labels are written again. */
  private Annotations labels(Configuration configuration) throws IOException {
    ReadOptions options =
        config.apply() == null
            ? ReadOptions.plain()
            : ReadOptions.plain().wanting(Set.of(Want.IF_THERE));
    return AnnotationInput.read(
            "--annotations", config.annotations(), config.format(), null, options, configuration)
        .annotations();
  }

  private List<DetectionSource> sources(
      Annotations labels, Configuration configuration, List<String> warnings) {
    List<DetectionSource> sources = new ArrayList<>();
    for (String detections : config.detections()) {
      DetectionSource source = DetectionSources.open(detections, configuration);
      if (source.imageByImage()) {
        DetectionSource checked = source;
        List<PathCheck> checks =
            LocalEvaluation.overParts(source, part -> checked.check(part, labels.images()));
        warnings.addAll(PathCheck.warnings(source.name(), checks, labels.images()));
      }
      if (config.classes().wanted()) {
        NameMatch match = config.classes().match(source, labels, configuration);
        warnings.addAll(match.warnings());
        source = new RenamedSource(source, match.ids());
      }
      sources.add(source);
    }
    warnings.forEach(warning -> errors.println("audit: warning: " + warning));
    errors.flush();
    return sources;
  }

  private Findings findings(LabelIndex labels, List<DetectionSource> sources, RunFacts facts)
      throws IOException {
    boolean local = spark.local(sources.stream().mapToLong(DetectionSource::bytes).sum());
    facts.option("master", local ? SparkOptions.NONE : spark.url());
    if (!local) {
      try (SparkSession session = spark.open("audit")) {
        return new SparkAudit(session, labels).audit(sources, config.errorRate(), config.limit());
      }
    }
    List<DetectionTable> models =
        sources.stream()
            .map(source -> LocalEvaluation.read(source, labels.annotations().images()))
            .toList();
    AuditPart all = new AuditPart(labels, image -> true, models);
    Findings findings = new Findings(config.limit());
    all.judge(all.learn(), config.errorRate(), findings);
    return findings;
  }

  private void apply(
      Annotations labels, Findings findings, AtomicOutput corrected, AtomicOutput changes)
      throws IOException {
    Correction correction = Correction.apply(labels, findings.suspects(), config.minConfidence());
    AnnotationFormats.find("--apply", "coco")
        .write(correction.annotations(), path -> corrected.open(corrected.temporary()));
    changes.writeText(changes.temporary(), AuditResults.changes(correction, labels));
    corrected.commit();
    changes.commit();
    say(count(correction.changes().size(), "suggestions followed in ") + config.apply());
  }

  private void print(Findings findings) {
    console.printf(Locale.ROOT, "%-16s %10s %10s %10s%n", "suspects", ">= .9", ">= .5", ">= .1");
    for (SuspectKind kind : SuspectKind.values()) {
      console.printf(
          Locale.ROOT,
          "%-16s %,10d %,10d %,10d%n",
          kind.id(),
          findings.countFrom(kind, 9),
          findings.countFrom(kind, 5),
          findings.countFrom(kind, 1));
    }
  }

  private void say(String line) {
    console.println("audit: " + line);
    console.flush();
  }
}
