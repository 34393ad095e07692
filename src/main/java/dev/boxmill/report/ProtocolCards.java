package dev.boxmill.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The headline numbers of the protocols that do not head the page themselves. */
final class ProtocolCards {
  /** A protocol's number that is worth a card. */
  private record Headline(String key, String label, String hint, boolean error) {}

  private static final Map<String, List<Headline>> SHOWN =
      Map.ofEntries(
          Map.entry("coco", ap("COCO AP", "mean over IoU .50 to .95")),
          Map.entry("coco-segm", ap("Mask AP", "mean over IoU .50 to .95")),
          Map.entry("boundary", ap("Boundary AP", "IoU of masks' edges")),
          Map.entry("coco-keypoints", ap("Keypoint AP", "mean over OKS .50 to .95")),
          Map.entry("lvis", ap("LVIS AP", "over all frequencies")),
          Map.entry("openimages", ap("Open Images AP", "with groups and hierarchy")),
          Map.entry("voc", ap("VOC AP", "area under the curve")),
          Map.entry("voc07", ap("VOC 2007 AP", "eleven recall levels")),
          Map.entry(
              "panoptic",
              List.of(
                  new Headline("PQ", "Panoptic quality", "segmentation times recognition", false),
                  new Headline("SQ", "Segmentation quality", "mean IoU of pairs", false),
                  new Headline("RQ", "Recognition quality", "F1 of segments", false))),
          Map.entry(
              "operating-point",
              List.of(new Headline("F1", "F1", "at the best confidence", false))),
          Map.entry(
              "calibration", List.of(new Headline("DECE", "Calibration error", "0 is best", true))),
          Map.entry("lrp", List.of(new Headline("oLRP", "Optimal LRP error", "0 is best", true))),
          Map.entry(
              "counting",
              List.of(new Headline("missedShare", "Missed objects", "at score .5", true))));

  private ProtocolCards() {}

  private static List<Headline> ap(String label, String hint) {
    return List.of(new Headline("AP", label, hint, false));
  }

  /** A card a number, in the order of the protocols. */
  static List<Card> of(EvaluateResult run) {
    List<Card> cards = new ArrayList<>();
    for (ProtocolMetrics m : run.protocols()) {
      if (m == run.headline()) {
        continue;
      }
      for (Headline h : SHOWN.getOrDefault(m.protocol(), List.of())) {
        if (m.value(h.key()) >= 0) {
          cards.add(
              h.error()
                  ? Card.error(h.label(), m.value(h.key()), h.hint())
                  : Card.metric(h.label(), m.value(h.key()), h.hint()));
        }
      }
    }
    return cards;
  }
}
