package dev.boxmill.assign;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.ResizeMode;
import java.util.Arrays;
import java.util.Locale;

/** The schemes by name, each with its paper's input, strides and anchors. */
public enum AssignmentScheme {
  /** {@link YoloV1Targets}: 448, 7 x 7 cells, stretched. */
  YOLOV1(448, 0),
  /**
   * {@link YoloAnchorTargets}: 416, stride 32, the five VOC anchors of Darknet's yolov2-voc.cfg.
   */
  YOLOV2(416, 1),
  /** {@link YoloAnchorTargets}: 416, strides 8, 16, 32, the nine COCO anchors. */
  YOLOV3(416, 3),
  /** {@link YoloV5Targets}: 640, strides 8, 16, 32, the nine COCO anchors. */
  YOLOV5(640, 3),
  /** {@link FcosTargets}: 1024, P3 to P7, no centre sampling. */
  FCOS(1024, 0),
  /** {@link IouTargets}: 1024, P3 to P7, positive from .5, negative below .4, best ones forced. */
  RETINANET(1024, 0),
  /** {@link SsdTargets}: 300, 8,732 default boxes, stretched. */
  SSD(300, 0),
  /** {@link CenterNetTargets}: 512, stride 4. */
  CENTERNET(512, 0);

  private final int side;
  private final int anchorLevels;

  AssignmentScheme(int side, int anchorLevels) {
    this.side = side;
    this.anchorLevels = anchorLevels;
  }

  /**
   * The scheme of a name.
   *
   * @param name {@link #key} in any case
   * @return the one whose key it is
   * @throws UserException for an unknown name; it lists the known ones
   */
  public static AssignmentScheme find(String name) {
    for (AssignmentScheme scheme : values()) {
      if (scheme.key().equals(name.toLowerCase(Locale.ROOT))) {
        return scheme;
      }
    }
    throw new UserException(
        "no assignment scheme is called '"
            + name
            + "'; known: "
            + String.join(
                ", ", Arrays.stream(values()).map(AssignmentScheme::key).toArray(String[]::new)));
  }

  /** {@return the name in options and files: lower case} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the usual input in pixels a side} */
  public int side() {
    return side;
  }

  /** {@return whether it can be given other anchors} */
  public boolean takesAnchors() {
    return anchorLevels > 0;
  }

  /** {@return how the scheme's paper brings a picture to the input} */
  public ResizeMode resize() {
    return this == YOLOV1 || this == SSD ? ResizeMode.STRETCH : ResizeMode.LETTERBOX_CENTER;
  }

  /**
   * The scheme for an input.
   *
   * @param width of the input in pixels, from 32 to 4096; 300 for SSD
   * @param height likewise
   * @param shapes width, height pairs in input pixels; they are put in order of area and dealt
   *     evenly to the levels; null for the paper's
   * @return a new one, which goes by boxes alone and not by classes
   * @throws UserException when the scheme takes no anchors, they do not make levels of equal count,
   *     a number is not above 0, or the input does not suit the scheme
   */
  public Assigner assigner(int width, int height, double[] shapes) {
    if (shapes != null) {
      check(shapes);
    }
    boolean wrong = Math.min(width, height) < 32 || Math.max(width, height) > 4096;
    if (wrong || (this == SSD && (width != side || height != side))) {
      throw new UserException(
          "input of "
              + width
              + " x "
              + height
              + " pixels for "
              + key()
              + ": give "
              + (this == SSD
                  ? "300 x 300, for which its default boxes are made"
                  : "sides of 32 to 4096"));
    }
    double[] used = shapes == null ? paperAnchors() : shapes;
    int[] strides = anchorLevels == 1 ? new int[] {32} : new int[] {8, 16, 32};
    return switch (this) {
      case YOLOV1 -> new YoloV1Targets(7, 2, 20, width, height);
      case YOLOV2, YOLOV3 ->
          new YoloAnchorTargets(
              AnchorGrid.of(width, height, strides, AnchorGrid.split(used, anchorLevels)));
      case YOLOV5 ->
          new YoloV5Targets(
              AnchorGrid.of(width, height, strides, AnchorGrid.split(used, anchorLevels)), 4);
      case FCOS -> FcosTargets.paper(width, height);
      case RETINANET -> IouTargets.retinaNet(AnchorGrid.retinaNet(width, height).boxes());
      case SSD -> new SsdTargets(SsdBoxes.ssd300(), .5);
      case CENTERNET -> new CenterNetTargets(1, width, height, 4, GaussianRadius.CORNER_NET);
    };
  }

  private double[] paperAnchors() {
    return anchorLevels == 1
        ? new double[] {
          42.3104, 55.4144, 102.168, 128.3, 161.79, 259.168, 303.07, 154.902, 359.555, 320.234
        }
        : new double[] {
          10, 13, 16, 30, 33, 23, 30, 61, 62, 45, 59, 119, 116, 90, 156, 198, 373, 326
        };
  }

  private void check(double[] shapes) {
    if (!takesAnchors()) {
      throw new UserException(key() + " takes no anchors; leave them out");
    }
    int count = shapes.length / 2;
    if (shapes.length % 2 != 0 || count == 0 || count % anchorLevels != 0) {
      throw new UserException(
          count + " anchors for " + key() + ": give a multiple of " + anchorLevels);
    }
    for (double side : shapes) {
      if (!(side > 0 && side < Double.POSITIVE_INFINITY)) {
        throw new UserException("an anchor's side is " + side + "; give pixels above 0");
      }
    }
  }
}
