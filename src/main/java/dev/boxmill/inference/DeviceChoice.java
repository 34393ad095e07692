package dev.boxmill.inference;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.boxmill.error.UserException;
import java.util.Locale;

/** Where a model is to run. */
public enum DeviceChoice {
  /** A GPU where there is one, else the CPU. */
  AUTO,
  /** The CPU, also where there is a GPU. */
  CPU,
  /** A GPU; an error where there is none. */
  GPU;

  /**
   * The device to load a model on.
   *
   * @param gpu index of the GPU to take, if one is taken
   */
  Device resolve(Engine engine, int gpu) {
    int gpus = this == CPU ? 0 : engine.getGpuCount();
    if (this == GPU && gpus == 0) {
      throw new UserException(
          "--device gpu: "
              + engine.getEngineName()
              + " finds no GPU; check the CUDA libraries (docs/install.md) or use --device cpu");
    }
    if (gpus > 0 && gpu >= gpus) {
      throw new UserException(
          "--device "
              + name().toLowerCase(Locale.ROOT)
              + ": Spark gave this task GPU "
              + gpu
              + ", but "
              + engine.getEngineName()
              + " sees "
              + gpus
              + "; check CUDA_VISIBLE_DEVICES and the discovery script (docs/cluster.md)");
    }
    return gpus > 0 ? Device.gpu(gpu) : Device.cpu();
  }
}
