package dev.boxmill.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A bare loop of DJL predictors over one ready batch of noise, each thread its own: what detect
 * could reach at most if nothing but the model took time. One operator thread each, as in detect.
 *
 * <p>Arguments: MODEL HEIGHT WIDTH BATCH THREADS SECONDS
 */
public final class PredictorLoop {
  private static final int WARM_UP = 3;

  private PredictorLoop() {}

  public static void main(String[] args)
      throws IOException,
          MalformedModelException,
          OrtException,
          ExecutionException,
          InterruptedException {
    Path file = Path.of(args[0]).toAbsolutePath();
    long batch = Long.parseLong(args[3]);
    Shape shape = new Shape(batch, 3, Long.parseLong(args[1]), Long.parseLong(args[2]));
    int threads = Integer.parseInt(args[4]);
    double seconds = Double.parseDouble(args[5]);
    ModelKind kind = ModelKind.of(file);
    boolean onnx = kind == ModelKind.ONNX;
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    String name = file.getFileName().toString();
    try (Model model = Model.newInstance(name, Device.cpu(), kind.engine())) {
      model.load(file.getParent(), name, onnx ? OnnxOptions.load() : Map.of());
      ExecutorService pool =
          Executors.newFixedThreadPool(
              threads,
              task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
              });
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        rates.add(pool.submit(() -> loop(model, shape, seconds)));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += batch * rate.get();
      }
      System.out.printf("%d threads, batch %d: %.1f images/s%n", threads, batch, sum);
    }
  }

  /** Passes a second. */
  private static double loop(Model model, Shape shape, double seconds) throws TranslateException {
    try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
        NDArray input = model.getNDManager().create(noise((int) shape.size()), shape)) {
      NDList inputs = new NDList(input);
      for (int i = 0; i < WARM_UP; i++) {
        predictor.predict(inputs).close();
      }
      int passes = 0;
      long start = System.nanoTime();
      double taken;
      do {
        predictor.predict(inputs).close();
        passes++;
        taken = (System.nanoTime() - start) * 1e-9;
      } while (taken < seconds);
      return passes / taken;
    }
  }

  /** Made here, since not every engine can. */
  private static float[] noise(int size) {
    Random random = new Random(1);
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = random.nextFloat();
    }
    return noise;
  }
}
