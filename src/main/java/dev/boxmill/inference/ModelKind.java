package dev.boxmill.inference;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The file formats of models, and the DJL engine that runs each. */
public enum ModelKind {
  TORCHSCRIPT("PyTorch"),
  ONNX("OnnxRuntime");

  private final String engine;

  ModelKind(String engine) {
    this.engine = engine;
  }

  /** DJL's name of the engine. */
  public String engine() {
    return engine;
  }

  /**
   * Recognises a model by its extension, else by its first bytes (a TorchScript file is a zip).
   *
   * @throws UserException when the file is missing or neither
   */
  public static ModelKind of(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException("--model " + file + ": no such file");
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".onnx")) {
      return ONNX;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      if (head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
        return TORCHSCRIPT;
      }
    } catch (IOException e) {
      throw new UserException("--model " + file + ": cannot be read", e);
    }
    throw new UserException(
        "--model "
            + file
            + ": neither a TorchScript archive nor an .onnx file; export the model to one");
  }
}
