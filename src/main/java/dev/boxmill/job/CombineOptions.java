package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.AugmentedView;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.Suppressions;
import dev.boxmill.inference.Combination;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of {@code detect} on several views, tiles and models of one image. */
final class CombineOptions {
  private static final String WBF = "wbf";

  /** The threshold that Solovyev et al. found best for fusion. */
  private static final double PAPER_IOU = .55;

  @Option(
      names = "--tta",
      paramLabel = "VIEWS",
      description =
          "Test-time augmentation: flip, scales=.5;1;1.5, or both with a comma between (default:"
              + " none).")
  String tta = "";

  @Option(
      names = "--tta-merge",
      defaultValue = "hard",
      paramLabel = "METHOD",
      description = "How the views' boxes are merged: wbf or a method of --nms (default: hard).")
  String ttaMerge;

  @Option(
      names = "--tta-iou",
      defaultValue = "0.55",
      paramLabel = "T",
      description = "IoU above which boxes of two views are one object (default: 0.55).")
  double ttaIou;

  @Option(
      names = "--tile",
      paramLabel = "PIXELS",
      description = "Cut images into tiles with sides of so many pixels (default: none).")
  int tile;

  @Option(
      names = "--overlap",
      defaultValue = "0.2",
      paramLabel = "PART",
      description = "Part of a tile that it shares with its neighbour (default: 0.2).")
  double overlap;

  @Option(
      names = "--tile-iou",
      defaultValue = "0.5",
      paramLabel = "T",
      description = "IoU above which boxes of two tiles are one object (default: 0.5).")
  double tileIou;

  @Option(
      names = "--ensemble",
      paramLabel = "wbf",
      description = "Fuse the boxes of several models (default: they are kept apart).")
  String ensemble;

  @Option(
      names = "--ensemble-iou",
      defaultValue = "" + PAPER_IOU,
      paramLabel = "T",
      description = "IoU above which boxes of two models are one object (default: 0.55).")
  double ensembleIou;

  @Option(
      names = "--ensemble-weights",
      split = ",",
      paramLabel = "W",
      description = "Weight of each model in the fusion (default: 1 each).")
  List<Double> weights = List.of();

  /**
   * What was asked for.
   *
   * @throws UserException when it does not go together
   */
  Combination combination(int models) {
    part("--tta-iou", ttaIou, 1);
    part("--tile-iou", tileIou, 1);
    part("--ensemble-iou", ensembleIou, 1);
    part("--overlap", overlap, .99);
    if (tile != 0 && tile < 32) {
      throw new UserException("--tile " + tile + ": give at least 32 pixels");
    }
    String views = tta.strip();
    AugmentedView.parse(views, "--tta");
    checkEnsemble(models);
    return new Combination(
        views,
        views.isEmpty() || ttaMerge.equals(WBF) ? null : merge(),
        ttaIou,
        tile,
        overlap,
        tileIou,
        ensemble != null,
        ensembleIou,
        weights);
  }

  private void checkEnsemble(int models) {
    if (ensemble == null && !weights.isEmpty()) {
      throw new UserException("--ensemble-weights: give --ensemble wbf as well");
    }
    if (ensemble != null && !ensemble.equals(WBF)) {
      throw new UserException("--ensemble " + ensemble + ": give wbf, or nothing to keep apart");
    }
    if (ensemble != null && models < 2) {
      throw new UserException("--ensemble " + ensemble + ": give --model at least twice");
    }
    if (!weights.isEmpty() && weights.size() != models) {
      throw new UserException(
          "--ensemble-weights: " + weights.size() + " for " + models + " models; give one each");
    }
    for (double weight : weights) {
      if (!(weight > 0 && weight < 1e6)) {
        throw new UserException("--ensemble-weights " + weight + ": give numbers above 0");
      }
    }
  }

  private NmsSettings merge() {
    if (Suppressions.all().stream().noneMatch(s -> s.id().equals(ttaMerge))) {
      throw new UserException("--tta-merge " + ttaMerge + ": give wbf or a method of --nms");
    }
    NmsSettings settings = NmsSettings.of(ttaMerge, ttaIou, null, false);
    // What heads say of their boxes besides is gone when views meet.
    Suppressions.check(settings.method(), "of --tta-merge", Set.of());
    return settings;
  }

  private static void part(String option, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new UserException(option + " " + value + ": give a number in [0, " + most + "]");
    }
  }
}
