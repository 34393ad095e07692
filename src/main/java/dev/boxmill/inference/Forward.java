package dev.boxmill.inference;

import dev.boxmill.head.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** A model's pass: {@link DetectorModel.Session#forward}. */
@FunctionalInterface
interface Forward {
  List<Tensor> forward(ByteBuffer values, int batch, int height, int width);
}
