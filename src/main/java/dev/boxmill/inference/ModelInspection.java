package dev.boxmill.inference;

import ai.onnxruntime.OrtException;
import dev.boxmill.error.UserException;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model file shows of itself: the graph where it states one (ONNX), and one forward pass
 * over zeros.
 *
 * @param engine name and version
 * @param inputs in the model's order
 * @param outputs in the model's order, with the shapes of the pass
 * @param tensors the pass's outputs
 * @param form of the pass's input
 * @param height of the pass's input, pixels
 * @param width of the pass's input, pixels
 */
public record ModelInspection(
    String engine,
    List<Port> inputs,
    List<Port> outputs,
    List<Tensor> tensors,
    InputForm form,
    int height,
    int width) {
  /**
   * Inputs of trained detectors, the commonest first; a graph of a fixed size takes only its own.
   */
  private static final int[] SIDES = {640, 512, 416, 320, 300, 256, 224, 608, 800, 1024};

  /**
   * An input or output.
   *
   * @param name as the graph states it, or made up where it states none
   * @param type as numpy writes it, e.g. "float32"
   * @param shape e.g. "[N, 3, 640, 640]"
   */
  public record Port(String name, String type, String shape) {
    @Override
    public String toString() {
      return name + " " + type + " " + shape;
    }
  }

  /**
   * Looks into a model.
   *
   * @param file TorchScript or ONNX, on this machine
   * @param side height and width of the input, pixels; 0 for what the graph fixes, else the first
   *     of the usual sizes that it takes
   * @return what a pass on the CPU showed, of one image where the graph fixes no batch
   * @throws UserException when it cannot be loaded, or takes no image of such a size
   */
  public static ModelInspection of(Path file, int side) {
    List<Port> inputs = List.of();
    int[] fixed = {0, 0};
    if (ModelKind.of(file) == ModelKind.ONNX) {
      try {
        inputs = OnnxOptions.inputs(file);
        fixed = OnnxOptions.fixedSize(file);
      } catch (OrtException e) {
        throw new UserException("--model " + file + ": no ONNX graph can be read from it", e);
      }
    }
    try (DetectorModel model = DetectorModel.load(file, DeviceChoice.CPU)) {
      UserException refusal = null;
      for (InputForm form : InputForm.values()) {
        for (int[] size : sizes(side, fixed)) {
          try {
            return of(model, inputs, form, size[0], size[1]);
          } catch (UserException e) {
            // What is said of the usual form helps more than what is said of the last one.
            refusal = form == InputForm.FLOAT_PLANES ? e : refusal;
          }
        }
      }
      throw new UserException(
          "--model " + file + ": " + refusal.getMessage() + "; give --input-size", refusal);
    }
  }

  private static ModelInspection of(
      DetectorModel model, List<Port> inputs, InputForm form, int height, int width) {
    DetectorModel.Pass pass = model.pass(form, Math.max(1, model.fixedBatch()), height, width);
    String type = form == InputForm.BYTES ? "uint8" : "float32";
    return new ModelInspection(
        model.engine(),
        inputs.isEmpty()
            ? List.of(new Port("image", type, shape(form.shape(1, height, width))))
            : inputs,
        outputs(pass),
        pass.tensors(),
        form,
        height,
        width);
  }

  private static List<int[]> sizes(int side, int... fixed) {
    if (side > 0) {
      return List.of(new int[] {side, side});
    }
    if (fixed[0] > 0 && fixed[1] > 0) {
      return List.of(fixed);
    }
    return Arrays.stream(SIDES).mapToObj(s -> new int[] {s, s}).toList();
  }

  private static List<Port> outputs(DetectorModel.Pass pass) {
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < pass.tensors().size(); i++) {
      Tensor tensor = pass.tensors().get(i);
      ports.add(new Port(tensor.name(), pass.types().get(i), Arrays.toString(tensor.shape())));
    }
    return ports;
  }

  static String shape(long... dimensions) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < dimensions.length; i++) {
      words.add(dimensions[i] > 0 ? Long.toString(dimensions[i]) : i == 0 ? "N" : "any");
    }
    return "[" + String.join(", ", words) + "]";
  }
}
