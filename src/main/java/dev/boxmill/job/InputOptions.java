package dev.boxmill.job;

import dev.boxmill.inference.DecodeOptions;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options on the images that a job takes. */
final class InputOptions {
  /** How much of a JPEG is decoded. */
  enum Decode {
    EXACT,
    FAST
  }

  @Option(
      names = "--images",
      arity = "1..*",
      required = true,
      paramLabel = "PATH",
      description = {
        "Folders (with all below them), files or globs; lists (.txt, .csv, COCO .json); tar and zip"
            + " archives; Parquet and SequenceFiles."
      })
  List<String> images;

  @Option(
      names = "--image-root",
      paramLabel = "DIR",
      description = "Where relative names of a list begin (default: the list's folder).")
  String imageRoot;

  @Option(
      names = "--max-pixels",
      defaultValue = "" + DecodeOptions.MAX_PIXELS,
      paramLabel = "N",
      description = "Larger images are errors, by their header (default: ${DEFAULT-VALUE}).")
  long maxPixels;

  @Option(
      names = "--max-bytes",
      defaultValue = "" + DecodeOptions.MAX_BYTES,
      paramLabel = "N",
      description = "Larger files are errors, unread (default: ${DEFAULT-VALUE}).")
  long maxBytes;

  @Option(
      names = "--max-errors",
      paramLabel = "N|P%%",
      description =
          "Stop with exit code 4 when more images, or more of all, cannot be used (default: never).")
  String maxErrors;

  @Option(
      names = "--decode",
      defaultValue = "exact",
      paramLabel = "exact|fast",
      description =
          "fast: JPEG files of at least twice the model's input are decoded smaller (default:"
              + " ${DEFAULT-VALUE}).")
  Decode decode;

  InputConfig config() {
    return new InputConfig(
        images, imageRoot, maxPixels, maxBytes, maxErrors, decode.name().toLowerCase(Locale.ROOT));
  }
}
