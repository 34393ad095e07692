package dev.boxmill.inference;

import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Preprocessing;
import dev.boxmill.head.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the first stage of the zoo's faster_rcnn proposes. */
public final class ZooProposals {
  private static final Path MODEL = Path.of("models/models/faster_rcnn.pt");

  private ZooProposals() {}

  /** Proposals of an image: x, y, width, height in its pixels, not clipped. */
  public static double[][] of(Path image) throws IOException, UnreadableImageException {
    Preprocessing input =
        Descriptor.load(Path.of("models/models/faster_rcnn.json")).preprocessing();
    ImageDecoder decoder = new ImageDecoder(input, DecodeOptions.standard());
    float[] values = new float[decoder.inputLength()];
    Letterbox box = decoder.decode(Files.readAllBytes(image), values);
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    try (DetectorModel model = DetectorModel.load(MODEL, DeviceChoice.CPU);
        DetectorModel.Session session = model.newSession(input.form())) {
      Tensor rois = session.forward(bytes, 1, input.height(), input.width()).get(0);
      double[][] boxes = new double[rois.dim(0)][];
      for (int r = 0; r < boxes.length; r++) {
        float[] d = rois.data();
        double x = (d[4 * r] - box.padLeft()) / box.scaleX();
        double y = (d[4 * r + 1] - box.padTop()) / box.scaleY();
        double w = (d[4 * r + 2] - d[4 * r]) / box.scaleX();
        double h = (d[4 * r + 3] - d[4 * r + 1]) / box.scaleY();
        boxes[r] = new double[] {x, y, w, h};
      }
      return boxes;
    }
  }
}
