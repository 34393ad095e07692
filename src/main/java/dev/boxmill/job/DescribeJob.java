package dev.boxmill.job;

import dev.boxmill.inference.ModelInspection;
import dev.boxmill.inference.ModelKind;
import dev.boxmill.store.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Prints what models show of themselves; needs no Spark. */
final class DescribeJob {
  private DescribeJob() {}

  /** The exit code. */
  static int run(ModelOptions options) {
    options.check();
    for (String given : options.files) {
      RemoteFile file = RemoteFile.find("--model", given, new Configuration()).local();
      ModelKind.of(given, file.head(4));
      ModelInspection found = ModelInspection.of(Path.of(URI.create(file.uri())), options.side());
      System.out.print(new ModelDescription(given, found).text(options.head));
    }
    return 0;
  }
}
