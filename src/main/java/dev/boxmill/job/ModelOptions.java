package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of {@code detect} on which models run. */
final class ModelOptions {
  private static final int LARGEST = 8192;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = {
        "TorchScript (.pt) or ONNX (.onnx) file. It is code: load only what you trust. Several in"
            + " one pass: give the option again."
      })
  List<String> files = List.of();

  @Option(
      names = "--model-sha256",
      paramLabel = "HEX",
      description = "Run the model only if its file has this checksum; one for each --model.")
  List<String> checksums = List.of();

  @Option(
      names = "--descriptor",
      paramLabel = "FILE.json",
      description =
          "What goes in and what comes out; one for each --model (default: the model's path with"
              + " .json, else guessed of its outputs).")
  List<String> descriptors = List.of();

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      description = "Head of a model without descriptor, where its outputs fit several.")
  String head;

  @Option(
      names = "--input-size",
      paramLabel = "N",
      description =
          "Height and width of the input of a model without descriptor (default: what the graph"
              + " fixes, else the first it takes of 640, 512, 416, ...).")
  Integer inputSize;

  @Option(
      names = "--proposals",
      paramLabel = "FILE",
      description =
          "Parquet with each image's proposals, for models that take them as a second input.")
  String proposals;

  @Option(names = "--masks", description = "Also write each detection's mask (panoptic_detr).")
  boolean masks;

  // "help" lets picocli do without the options that a run requires.
  @Option(
      names = "--describe",
      help = true,
      description = "Print the model's inputs, outputs and guessed head, and run nothing.")
  boolean describe;

  /** Checks what can be checked without the files. */
  void check() {
    if (files.isEmpty()) {
      throw new UserException("--model: give a TorchScript (.pt) or ONNX (.onnx) file");
    }
    checkCount("--model-sha256", checksums);
    checkCount("--descriptor", descriptors);
    for (String checksum : checksums) {
      if (!checksum.matches("[0-9a-fA-F]{64}")) {
        throw new UserException("--model-sha256 " + checksum + ": give 64 hexadecimal digits");
      }
    }
    if (inputSize != null && !(inputSize >= 1 && inputSize <= LARGEST)) {
      throw new UserException("--input-size " + inputSize + ": give 1 to " + LARGEST);
    }
  }

  private void checkCount(String option, List<String> given) {
    if (!given.isEmpty() && given.size() != files.size()) {
      throw new UserException(
          option
              + ": "
              + given.size()
              + " for "
              + files.size()
              + " models; give one each, or none");
    }
  }

  /** Where a model's descriptor is: as given, or beside the model. */
  String descriptorPath(int model) {
    if (!descriptors.isEmpty()) {
      return descriptors.get(model);
    }
    String file = files.get(model);
    int dot = file.lastIndexOf('.');
    return (dot > file.lastIndexOf('/') ? file.substring(0, dot) : file) + ".json";
  }

  /** Side of the input to try; 0 for the model's own. */
  int side() {
    return inputSize == null ? 0 : inputSize;
  }
}
