package dev.boxmill.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * A way to understand the four numbers of a box, other than the right one (left, top, width, height
 * in pixels of the image).
 *
 * @param mistake what the numbers are if this reading is the right one
 * @param remedy what to do about it
 */
record BoxReading(String mistake, String remedy, boolean needsSize, Corners corners) {

  /** Turns four numbers into left, top, right, bottom in pixels of an image of w x h. */
  @FunctionalInterface
  interface Corners {
    void of(double a, double b, double c, double d, double w, double h, double[] to);
  }

  /** Input sizes that detectors commonly have; 1000 is the grid of vision-language models. */
  private static final int[] SIZES = {300, 320, 416, 512, 608, 640, 768, 800, 1000, 1024, 1280};

  static final List<BoxReading> ALL = all();

  private static List<BoxReading> all() {
    List<BoxReading> all = new ArrayList<>();
    Corners corners = (a, b, c, d, w, h, to) -> set(to, a, b, c, d);
    Corners centre = (a, b, c, d, w, h, to) -> set(to, a - c / 2, b - d / 2, a + c / 2, b + d / 2);
    Corners plain = (a, b, c, d, w, h, to) -> set(to, a, b, a + c, b + d);
    Corners turned = (a, b, c, d, w, h, to) -> set(to, b, a, d, c);
    String fix = "write x, y, width, height in pixels";
    all.add(new BoxReading("two corners (x1, y1, x2, y2)", fix, false, corners));
    all.add(new BoxReading("a centre and a size (cx, cy, w, h)", fix, false, centre));
    all.add(new BoxReading("corners with y first (y1, x1, y2, x2)", fix, false, turned));
    all.add(new BoxReading("relative to the image (0..1)", fix, true, relative(plain)));
    all.add(new BoxReading("relative corners (0..1)", fix, true, relative(corners)));
    all.add(new BoxReading("relative centres and sizes (0..1)", fix, true, relative(centre)));
    all.add(new BoxReading("relative corners, y first (0..1)", fix, true, relative(turned)));
    for (int size : SIZES) {
      String input = size + " x " + size;
      String back = "scale the boxes back to the image";
      all.add(
          new BoxReading(
              "for images stretched to " + input,
              back,
              true,
              (a, b, c, d, w, h, to) ->
                  set(to, a * w / size, b * h / size, (a + c) * w / size, (b + d) * h / size)));
      all.add(
          new BoxReading(
              "for images scaled to " + input + ", padded at the right or bottom",
              back,
              true,
              (a, b, c, d, w, h, to) -> unscaled(a, b, c, d, Math.max(w, h) / size, 0, 0, to)));
      all.add(
          new BoxReading(
              "for images scaled to " + input + ", padded on both sides",
              back,
              true,
              (a, b, c, d, w, h, to) -> {
                double longer = Math.max(w, h);
                unscaled(a, b, c, d, longer / size, (longer - w) / 2, (longer - h) / 2, to);
              }));
    }
    return List.copyOf(all);
  }

  private static Corners relative(Corners of) {
    return (a, b, c, d, w, h, to) -> {
      of.of(a, b, c, d, 1, 1, to);
      set(to, to[0] * w, to[1] * h, to[2] * w, to[3] * h);
    };
  }

  private static void unscaled(
      double a, double b, double c, double d, double f, double left, double top, double[] to) {
    set(to, a * f - left, b * f - top, (a + c) * f - left, (b + d) * f - top);
  }

  private static void set(double[] to, double x1, double y1, double x2, double y2) {
    to[0] = x1;
    to[1] = y1;
    to[2] = x2;
    to[3] = y2;
  }
}
