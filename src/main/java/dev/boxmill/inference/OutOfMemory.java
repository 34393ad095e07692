package dev.boxmill.inference;

import java.util.Locale;
import java.util.Set;

/**
 * Tells a pass that did not fit in memory, which a smaller batch may mend, from one that fails
 * anyway. The engines have no type for it: LibTorch and ONNX Runtime say it in words.
 */
final class OutOfMemory {
  /** In lower case. */
  private static final Set<String> WORDS =
      Set.of(
          "out of memory", // CUDA, cudaMalloc
          "can't allocate memory", // LibTorch on a CPU
          "failed to allocate memory", // ONNX Runtime's arenas
          "cublas_status_alloc_failed",
          "cudnn_status_alloc_failed",
          "bad_alloc",
          "cannot reserve"); // a direct buffer

  private OutOfMemory() {}

  /** Whether a lack of memory, the device's or this process's, is behind it. */
  static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof OutOfMemoryError || WORDS.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
