package dev.boxmill.job;

import static dev.boxmill.job.EvaluateJob.count;

import dev.boxmill.data.Annotations;
import dev.boxmill.format.AnnotationFormat;
import dev.boxmill.format.AnnotationFormats;
import dev.boxmill.format.ImageSizes;
import dev.boxmill.format.Losses;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.ReadReport;
import dev.boxmill.format.Want;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.ParallelFiles;
import dev.boxmill.store.RemoteFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Reads annotations, writes them in another format, and tells what was lost on the way. */
final class ConvertJob {
  /** Of some 500,000 boxes without masks. More objects are read from a temporary file. */
  private static final long HEAP_BYTES = 32L << 20;

  private final ConvertCommand options;
  private final Configuration configuration;
  private final PrintWriter console;
  private final long heapBytes;

  ConvertJob(ConvertCommand options, Configuration configuration, PrintWriter console) {
    this(options, configuration, console, HEAP_BYTES);
  }

  /** With another bound on the bytes of objects on the heap. */
  ConvertJob(
      ConvertCommand options, Configuration configuration, PrintWriter console, long heapBytes) {
    this.heapBytes = heapBytes;
    this.options = options;
    this.configuration = configuration;
    this.console = console;
  }

  void run() throws IOException {
    AnnotationFormat to = AnnotationFormats.find("--to", options.to);
    try (AtomicOutput out =
        to.oneFile()
            ? AtomicOutput.file(options.out, configuration)
            : AtomicOutput.folder(options.out, configuration)) {
      boolean skip = options.onBadRecord == ConvertCommand.OnBadRecord.SKIP;
      ReadReport report = skip ? ReadReport.skipping() : ReadReport.failing();
      AnnotationInput in =
          AnnotationInput.read(
              "--in",
              options.in,
              options.format,
              options.images,
              new ReadOptions(report, ImageSizes.NONE, classes(), Set.of(Want.IF_THERE))
                  .withHeapBytes(heapBytes),
              configuration);
      Annotations all = in.annotations();
      say(
          in.format().id()
              + ": "
              + count(all.images().size(), "images, ")
              + count(all.groundTruths().size(), "objects, ")
              + count(all.categories().size(), "classes"));
      tell(report);
      Losses losses = to.losses(all);
      if (!losses.counts().isEmpty()) {
        say("left out, which " + to.id() + " cannot hold: " + losses);
      }
      write(to, all, out);
      out.commit();
    }
    say("written to " + options.out);
  }

  private static void write(AnnotationFormat to, Annotations all, AtomicOutput out)
      throws IOException {
    if (to.oneFile()) {
      to.write(all, path -> out.open(out.temporary()));
      return;
    }
    try (ParallelFiles files = ParallelFiles.in(out)) {
      to.write(all, files);
      files.finish();
    }
  }

  private List<String> classes() {
    if (options.classes == null) {
      return List.of();
    }
    String text = RemoteFile.find("--classes", options.classes, configuration).text();
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  private void tell(ReadReport report) {
    report.leftOut().forEach((what, n) -> say("left out: " + count(n, what)));
    if (report.badRecords() > 0) {
      say("skipped " + count(report.badRecords(), "bad records:"));
      report.messages().forEach(message -> console.println("  " + message));
      long more = report.badRecords() - report.messages().size();
      if (more > 0) {
        console.println("  and " + count(more, "more"));
      }
    }
  }

  private void say(String line) {
    console.println("convert: " + line);
    console.flush();
  }
}
