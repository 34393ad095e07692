package dev.boxmill.job;

import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.inference.ModelKind;
import dev.boxmill.spark.DetectModel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the facts of a detect run say of its models; several stand with commas between. */
final class ModelRecord {
  private ModelRecord() {}

  /** "rtdetr (PyTorch), fcos (PyTorch)". */
  static String names(List<DetectModel> models) {
    return join(models, m -> m.descriptor().name() + " (" + engine(m) + ")");
  }

  private static String engine(DetectModel model) {
    return (model.uri().endsWith(".onnx") ? ModelKind.ONNX : ModelKind.TORCHSCRIPT).engine();
  }

  /** Known beforehand: the options as they are in force. */
  static void options(RunFacts facts, DetectConfig config, List<DetectModel> models) {
    CombineOptions combine = config.combine();
    NmsSettings nms = models.get(0).nms();
    facts
        .option("model", String.join(",", config.models().files))
        .option(
            "descriptor",
            IntStream.range(0, models.size())
                .mapToObj(config.models()::descriptorPath)
                .collect(Collectors.joining(",")))
        .option("nms", join(models, m -> m.nms().method()))
        .option("nms-iou", models.size() > 1 ? null : orNull(nms.iou()))
        .option("nms-sigma", models.size() > 1 ? null : orNull(nms.sigma()))
        .option("class-agnostic", nms.classAgnostic());
    if (config.models().proposals != null) {
      facts.option("proposals", config.models().proposals);
    }
    if (config.models().masks) {
      facts.option("masks", true);
    }
    if (!combine.tta.isBlank()) {
      facts
          .option("tta", combine.tta)
          .option("tta-merge", combine.ttaMerge)
          .option("tta-iou", combine.ttaIou);
    }
    if (combine.tile > 0) {
      facts
          .option("tile", combine.tile)
          .option("overlap", combine.overlap)
          .option("tile-iou", combine.tileIou);
    }
    if (combine.ensemble != null) {
      facts
          .option("ensemble", combine.ensemble)
          .option("ensemble-iou", combine.ensembleIou)
          .option("ensemble-weights", combine.weights.toString());
    }
  }

  /** Which models they were. */
  static void facts(RunFacts facts, List<DetectModel> models) {
    facts
        .fact("model", join(models, DetectModel::fileName))
        .fact("modelSha256", join(models, DetectModel::checksum))
        .fact("head", join(models, m -> m.descriptor().family()));
  }

  private static String join(List<DetectModel> models, Function<DetectModel, String> text) {
    return models.stream().map(text).collect(Collectors.joining(", "));
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
