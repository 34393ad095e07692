package dev.boxmill.job;

import dev.boxmill.error.UserException;
import picocli.CommandLine.Option;

/** Options of {@code detect} on how far a run is safe, and on what may be lost. */
final class WaveOptions {
  @Option(
      names = "--wave-images",
      paramLabel = "N",
      description =
          "Make every N images safe: a killed run goes on behind them (default: about five minutes'"
              + " worth).")
  int images;

  @Option(
      names = "--overwrite",
      description =
          "Replace an earlier result of detect, and an unfinished run of other options, at --out.")
  boolean overwrite;

  void check() {
    if (images < 0) {
      throw new UserException(
          "--wave-images " + images + ": give at least 1, or 0 for the default");
    }
  }
}
