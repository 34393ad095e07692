package dev.boxmill.inference;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.boxmill.error.UserException;

/** Where a model is to run. */
public enum DeviceChoice {
  /** A GPU where there is one, else the CPU. */
  AUTO,
  CPU,
  /** A GPU; an error where there is none. */
  GPU;

  Device resolve(Engine engine) {
    int gpus = this == CPU ? 0 : engine.getGpuCount();
    if (this == GPU && gpus == 0) {
      throw new UserException(
          "--device gpu: "
              + engine.getEngineName()
              + " finds no GPU; check the CUDA libraries (docs/install.md) or use --device cpu");
    }
    return gpus > 0 ? Device.gpu() : Device.cpu();
  }
}
