package dev.boxmill.inference;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The file formats of models, and the DJL engine that runs each. */
public enum ModelKind {
  /** What {@code torch.jit.save} writes: a zip archive. */
  TORCHSCRIPT("PyTorch"),
  /** An ONNX graph, in a file called {@code .onnx}. */
  ONNX("OnnxRuntime");

  private final String engine;

  ModelKind(String engine) {
    this.engine = engine;
  }

  /** {@return DJL's name of the engine} */
  public String engine() {
    return engine;
  }

  /**
   * Recognises a model by its extension, else by its first bytes (a TorchScript file is a zip).
   *
   * @param path names the file
   * @param head its first four bytes, fewer where it has no more
   * @return the format, by which the engine is chosen; whether the file is sound shows in loading
   * @throws UserException when it is neither
   */
  public static ModelKind of(String path, byte[] head) {
    if (path.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      return ONNX;
    }
    if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
      return TORCHSCRIPT;
    }
    throw new UserException(
        "--model "
            + path
            + ": neither a TorchScript archive nor an .onnx file; export the model to one");
  }

  static ModelKind of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return of(file.toString(), in.readNBytes(4));
    } catch (IOException e) {
      throw new UserException("--model " + file + ": cannot be read", e);
    }
  }
}
