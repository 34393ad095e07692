package dev.boxmill.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtException;
import dev.boxmill.error.UserException;
import dev.boxmill.head.InputForm;
import dev.boxmill.head.Preprocessing;
import dev.boxmill.head.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A loaded model on one device. {@link #newSession} gives each thread its own way in; the weights
 * are shared.
 *
 * <p>On a CPU one forward pass uses one core and tasks run side by side. This is faster than one
 * pass over all cores for many images, and the result does not depend on the number of cores.
 */
public final class DetectorModel implements AutoCloseable {
  static {
    // Read once, when the engine starts: so they stand here, before its first use.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }

  private static final Map<String, ?> TORCH_OPTIONS = Map.of("mapLocation", "true");

  private static final int WARM_UP_PASSES = 3;

  private final Model model;
  private final Device device;
  private final int fixedBatch;
  private final Map<List<?>, List<Tensor>> warm = new HashMap<>();

  private DetectorModel(Model model, Device device, int fixedBatch) {
    this.model = model;
    this.device = device;
    this.fixedBatch = fixedBatch;
  }

  /** One call's input. */
  private record Batch(ByteBuffer values, InputForm form, Shape shape, Rois rois) {
    DataType type() {
      return form == InputForm.BYTES ? DataType.UINT8 : DataType.FLOAT32;
    }
  }

  /**
   * Loads a model file.
   *
   * @throws UserException when the device is missing or the file cannot be loaded
   */
  static DetectorModel load(Path file, DeviceChoice choice, int gpu) {
    ModelKind kind = ModelKind.of(file);
    Engine engine = Engine.getEngine(kind.engine());
    Device device = choice.resolve(engine, gpu);
    String name = file.getFileName().toString();
    // Not DJL's Criteria: it also searches the folder for jars with model code, and the files that
    // Spark sends to an executor lie in one folder.
    Model model = Model.newInstance(name, device, kind.engine());
    try {
      boolean onnx = kind == ModelKind.ONNX;
      int fixedBatch = onnx ? OnnxOptions.fixedBatch(file) : 0;
      model.load(
          file.toAbsolutePath().getParent(), name, onnx ? OnnxOptions.load() : TORCH_OPTIONS);
      return new DetectorModel(model, device, fixedBatch);
    } catch (IOException | MalformedModelException | EngineException | OrtException e) {
      model.close();
      String reason = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
      throw new UserException(
          "--model " + file + ": " + kind.engine() + " cannot load it (" + reason + ")", e);
    }
  }

  /**
   * Loads a model file on the CPU or the first GPU.
   *
   * @param file TorchScript or ONNX, on this machine
   * @param choice a GPU stands for the first that the engine sees
   * @return the model, to be closed after its sessions
   * @throws UserException when the device is missing or the file cannot be loaded
   */
  public static DetectorModel load(Path file, DeviceChoice choice) {
    return load(file, choice, 0);
  }

  /** The device in use, e.g. "cpu" or "gpu0". */
  String device() {
    return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
  }

  /** The engine's name and version. */
  String engine() {
    return model.getNDManager().getEngine().getEngineName()
        + " "
        + model.getNDManager().getEngine().getVersion();
  }

  /**
   * The batch size that the graph itself fixes, or 0 where any will do. ONNX graphs state it;
   * TorchScript does not.
   */
  int fixedBatch() {
    return fixedBatch;
  }

  /**
   * Runs the model on zeros, once for each size of input: TorchScript profiles its first passes and
   * then optimises, which is not to happen in several tasks at a time.
   *
   * @param rois proposals to run it on, where it takes any; else null
   * @return the outputs; their shapes are those of every later pass on as many proposals
   * @throws UserException when the model refuses the input
   */
  synchronized List<Tensor> warmUp(int batch, Preprocessing input, Rois rois) {
    List<?> size = List.of(batch, input.height(), input.width(), input.form());
    List<Tensor> outputs = warm.get(size);
    if (outputs == null) {
      ByteBuffer zeros =
          ByteBuffer.allocateDirect(input.bytes(batch)).order(ByteOrder.nativeOrder());
      try (Session session = newSession(input.form())) {
        for (int i = 0; i < WARM_UP_PASSES; i++) {
          outputs = session.forward(zeros, batch, input.height(), input.width(), rois);
        }
      }
      warm.put(size, outputs);
    }
    return outputs;
  }

  /**
   * The outputs of one pass.
   *
   * @param types numpy's name of each output's type, before it became float32
   */
  record Pass(List<Tensor> tensors, List<String> types) {}

  /**
   * One pass over zeros, with the outputs' types.
   *
   * @throws UserException when the model refuses the input
   */
  Pass pass(InputForm form, int batch, int height, int width) {
    ByteBuffer zeros =
        ByteBuffer.allocateDirect(form.bytes(batch, height, width)).order(ByteOrder.nativeOrder());
    PlainTensors translator = new PlainTensors();
    try (Session session = new Session(model.newPredictor(translator), form)) {
      return new Pass(
          session.forward(zeros, batch, height, width, null), List.copyOf(translator.types));
    }
  }

  /**
   * {@return a way in for one thread, which closes it before the model}
   *
   * @param form how the values of its batches lie in memory
   */
  public Session newSession(InputForm form) {
    return new Session(model.newPredictor(new PlainTensors()), form);
  }

  /** {@return a way in for one thread, for normalised float32 planes; to be closed} */
  public Session newSession() {
    return newSession(InputForm.FLOAT_PLANES);
  }

  /** Runs batches; not thread-safe. */
  public static final class Session implements AutoCloseable {
    private final Predictor<Batch, List<Tensor>> predictor;
    private final InputForm form;

    private Session(Predictor<Batch, List<Tensor>> predictor, InputForm form) {
      this.predictor = predictor;
      this.form = form;
    }

    /**
     * One forward pass.
     *
     * @param values a batch in the session's form and native order; read in place where it is
     *     direct
     * @param batch images in it, at least 1; a graph that fixes its batch takes no other
     * @param height of the input, pixels
     * @param width of the input, pixels
     * @return the outputs in the model's order, as plain arrays
     * @throws UserException when the model refuses the input
     */
    public List<Tensor> forward(ByteBuffer values, int batch, int height, int width) {
      return forward(values, batch, height, width, null);
    }

    /** The same with a second input; null for none. */
    List<Tensor> forward(ByteBuffer values, int batch, int height, int width, Rois rois) {
      long[] shape = form.shape(batch, height, width);
      try {
        return predictor.predict(new Batch(values, form, new Shape(shape), rois));
      } catch (TranslateException | EngineException e) {
        Throwable root = e;
        while (root.getCause() != null) {
          root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        throw new UserException(
            "the model fails on an input of "
                + (form == InputForm.BYTES ? "uint8 " : "float32 ")
                + Arrays.toString(shape)
                + " ("
                + reason
                + "); compare the descriptor's input with the model's",
            e);
      }
    }

    @Override
    public void close() {
      predictor.close();
    }
  }

  @Override
  public void close() {
    model.close();
  }

  /** Arrays in, arrays out: nothing native outlives the call. */
  private static final class PlainTensors implements NoBatchifyTranslator<Batch, List<Tensor>> {
    /** Of the last pass's outputs. */
    private List<String> types = List.of();

    @Override
    public NDList processInput(TranslatorContext context, Batch batch) {
      NDManager manager = context.getNDManager();
      NDList inputs = new NDList(manager.create(batch.values(), batch.shape(), batch.type()));
      if (batch.rois() != null) {
        Rois rois = batch.rois();
        inputs.add(manager.create(rois.rows(), new Shape(rois.size(), Rois.COLUMNS)));
      }
      return inputs;
    }

    @Override
    public List<Tensor> processOutput(TranslatorContext context, NDList list) {
      List<Tensor> tensors = new ArrayList<>(list.size());
      types =
          list.stream().map(array -> array.getDataType().name().toLowerCase(Locale.ROOT)).toList();
      for (NDArray array : list) {
        NDArray floats =
            array.getDataType() == DataType.FLOAT32 ? array : array.toType(DataType.FLOAT32, false);
        long[] dimensions = array.getShape().getShape();
        int[] shape = new int[dimensions.length];
        for (int i = 0; i < shape.length; i++) {
          shape[i] = Math.toIntExact(dimensions[i]);
        }
        String name = array.getName() == null ? "output" + tensors.size() : array.getName();
        tensors.add(new Tensor(name, shape, floats.toFloatArray()));
      }
      return tensors;
    }
  }
}
