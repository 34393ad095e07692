package dev.boxmill.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** Turns an image file into a small upright JPEG as {@code data:} URI. */
final class ThumbnailEncoder {
  /** Pixels of the longer side at most; smaller images keep their size. */
  static final int LONG_SIDE = 480;

  private static final float QUALITY = 0.85f;

  static {
    ImageIO.setUseCache(false); // no temporary files
  }

  private ThumbnailEncoder() {}

  /** Decodes, turns, scales and encodes; empty when Java cannot decode the file. */
  static Optional<String> encode(byte[] file) {
    try {
      BufferedImage image = decode(file);
      if (image == null) {
        return Optional.empty();
      }
      byte[] jpeg = jpeg(upright(image, ExifOrientation.of(file)));
      return Optional.of("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // ImageIO's readers throw all kinds of things at damaged files
    }
  }

  /** Reads with whole-number subsampling down to at least twice the wanted size: bounded memory. */
  private static BufferedImage decode(byte[] file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int longSide = Math.max(reader.getWidth(0), reader.getHeight(0));
        int step = Math.max(1, longSide / (2 * LONG_SIDE));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, param);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage upright(BufferedImage in, int orientation) {
    double scale = Math.min(1, LONG_SIDE / (double) Math.max(in.getWidth(), in.getHeight()));
    int w = Math.max(1, (int) Math.round(in.getWidth() * scale));
    int h = Math.max(1, (int) Math.round(in.getHeight() * scale));
    boolean sideways = orientation >= 5;
    BufferedImage out =
        new BufferedImage(sideways ? h : w, sideways ? w : h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, out.getWidth(), out.getHeight());
    AffineTransform turn = turn(orientation, w, h);
    turn.scale(w / (double) in.getWidth(), h / (double) in.getHeight());
    g.drawImage(in, turn, null);
    g.dispose();
    return out;
  }

  /** Maps the stored picture's w x h pixels to the upright one. */
  private static AffineTransform turn(int orientation, int w, int h) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
