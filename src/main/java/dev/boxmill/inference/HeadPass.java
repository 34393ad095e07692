package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.head.Candidates;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.HeadDecoder;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.PostProcessor;
import dev.boxmill.head.RowMasks;
import dev.boxmill.head.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The second half of a {@link Detector}: a model's outputs to detections. One thread's. */
final class HeadPass {
  private final HeadDecoder.Head head;
  private final PostProcessor postProcessor;
  private final double scoreThreshold;
  private final boolean masks;
  private final NmsSweep sweep;
  private final double sweepFloor;
  private final String source;
  private final String[] models;
  private final Candidates candidates = new Candidates();

  /**
   * Finds out whether the head fits the model.
   *
   * @param outputs of a pass over zeros
   * @param rois what it was run on, where the model takes proposals; else null
   * @throws UserException when it does not
   */
  HeadPass(
      HeadDecoder.Head head,
      Descriptor descriptor,
      Detector.Settings settings,
      List<Tensor> outputs,
      Rois rois) {
    this.head = head;
    postProcessor =
        new PostProcessor(
            descriptor, settings.nms(), settings.scoreThreshold(), settings.maxDetections());
    sweep = settings.sweep() == null ? null : new NmsSweep(settings.sweep(), postProcessor);
    sweepFloor = settings.sweep() == null ? 0 : settings.sweep().floor();
    scoreThreshold = settings.scoreThreshold();
    masks = settings.masks();
    source = descriptor.source();
    List<Tensor> first = rois == null ? outputs : rois.image(outputs, 0, source);
    head.decode(first, 0, 1, candidates);
    if (masks && head.masks(first, 0) == null) {
      throw new UserException(
          source + ": --masks: " + descriptor.family() + " gives none; omit it");
    }
    models = new String[head.parts(first)];
    for (int part = 0; part < models.length; part++) {
      String name = settings.model() == null ? descriptor.name() : settings.model();
      models[part] = models.length == 1 ? settings.model() : name + "/" + head.partName(part);
    }
  }

  /** How many lists of detections of an image the model gives; 1 but for decoder layers. */
  int parts() {
    return models.length;
  }

  /** What the sweep counted on the images so far; empty without a sweep. */
  Optional<long[]> sweepTotals() {
    return Optional.ofNullable(sweep).map(NmsSweep::totals);
  }

  /**
   * The detections of a pass, an image each.
   *
   * @param boxes how each image lies in its input; null where a place holds none
   * @param rois the pass's proposals, where the model takes any; else null
   */
  List<List<Detection>> detections(List<Tensor> outputs, List<Letterbox> boxes, Rois rois) {
    List<List<Detection>> found = new ArrayList<>(boxes.size());
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i) == null || (rois != null && rois.size(i) == 0)) {
        found.add(List.of());
      } else if (rois == null) {
        found.add(image(outputs, i, boxes.get(i)));
      } else {
        found.add(image(rois.image(outputs, i, source), 0, boxes.get(i)));
      }
    }
    return found;
  }

  private List<Detection> image(List<Tensor> outputs, int image, Letterbox box) {
    if (sweep != null) {
      candidates.clear();
      head.decode(outputs, image, sweepFloor, candidates);
      sweep.add(candidates);
    }
    if (models.length == 1) {
      return part(outputs, image, 0, box);
    }
    List<Detection> found = new ArrayList<>();
    for (int part = 0; part < models.length; part++) {
      found.addAll(part(outputs, image, part, box));
    }
    found.sort(Detector.BEST_FIRST);
    return found;
  }

  private List<Detection> part(List<Tensor> outputs, int image, int part, Letterbox box) {
    candidates.clear();
    head.decodePart(outputs, image, part, scoreThreshold, candidates);
    RowMasks rowMasks = masks ? head.masks(outputs, image) : null;
    return postProcessor.finish(candidates, box, models[part], rowMasks);
  }
}
