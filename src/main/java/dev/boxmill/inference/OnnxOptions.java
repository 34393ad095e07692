package dev.boxmill.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What DJL's ONNX engine leaves to ONNX Runtime itself: session options, and the graph's inputs.
 */
final class OnnxOptions {
  private OnnxOptions() {}

  /** One thread a forward pass, as for the other engine, and errors only on the console. */
  static Map<String, Object> load() throws OrtException {
    return Map.of("sessionOptions", session());
  }

  private static OrtSession.SessionOptions session() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  /** The batch size that the graph's first input fixes, or 0 where any will do. */
  static int fixedBatch(Path file) throws OrtException {
    long[] shape = firstShape(file);
    return shape.length > 0 && shape[0] > 0 ? Math.toIntExact(shape[0]) : 0;
  }

  /** Height and width that the graph's first input fixes, each 0 where any will do. */
  static int[] fixedSize(Path file) throws OrtException {
    long[] shape = firstShape(file);
    if (shape.length != 4) {
      return new int[2];
    }
    // Channels last where the graph takes bytes.
    int rows = shape[1] != 3 && shape[3] == 3 ? 1 : 2;
    return new int[] {(int) Math.max(0, shape[rows]), (int) Math.max(0, shape[rows + 1])};
  }

  /** The graph's inputs as it states them. */
  static List<ModelInspection.Port> inputs(Path file) throws OrtException {
    List<ModelInspection.Port> ports = new ArrayList<>();
    for (NodeInfo input : graph(file)) {
      if (input.getInfo() instanceof TensorInfo tensor) {
        ports.add(
            new ModelInspection.Port(
                input.getName(),
                tensor.type.name().toLowerCase(Locale.ROOT),
                ModelInspection.shape(tensor.getShape())));
      }
    }
    return ports;
  }

  private static long[] firstShape(Path file) throws OrtException {
    return ((TensorInfo) graph(file).get(0).getInfo()).getShape();
  }

  private static List<NodeInfo> graph(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = session()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      try (OrtSession graph =
          OrtEnvironment.getEnvironment().createSession(file.toString(), options)) {
        return List.copyOf(graph.getInputInfo().values());
      }
    }
  }
}
