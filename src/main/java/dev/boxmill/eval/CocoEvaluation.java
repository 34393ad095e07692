package dev.boxmill.eval;

import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * COCO bbox evaluation of tables in memory: the library call. Categories are evaluated in parallel;
 * the result does not depend on how.
 */
public final class CocoEvaluation {
  private CocoEvaluation() {}

  /**
   * Evaluates detections, each category by itself.
   *
   * @throws UserException for detections of images that the annotations do not have; detections of
   *     unknown categories are left out, as pycocotools does
   */
  public static CocoResult evaluate(
      AnnotationTable truths, DetectionTable detections, CocoParameters parameters) {
    List<Category> categories = sorted(truths.categories());
    CategoryBoxes[] boxes = gather(truths, detections, categories);
    CocoCategoryResult[] results = new CocoCategoryResult[boxes.length];
    // The largest first, so that no core waits for the others at the end.
    int[] order =
        IndexSort.sort(boxes.length, (a, b) -> boxes[a].detections() > boxes[b].detections());
    IntStream.range(0, order.length)
        .parallel()
        .forEach(i -> results[order[i]] = CocoCategory.evaluate(parameters, boxes[order[i]]));
    return new CocoResult(parameters, categories, Arrays.asList(results));
  }

  /** Evaluates all categories as one (useCats = 0): a wrong label is no error. */
  public static CocoResult evaluateClassAgnostic(
      AnnotationTable truths, DetectionTable detections, CocoParameters parameters) {
    CategoryBoxes[] boxes = gather(truths, detections, sorted(truths.categories()));
    // pycocotools joins an image's boxes category by category; the rank keeps that order of ties.
    CategoryBoxes all = new CategoryBoxes();
    for (int k = 0; k < boxes.length; k++) {
      all.merge(boxes[k].rankedAfter(k));
    }
    return new CocoResult(
        parameters,
        List.of(new Category(-1, "all", "")),
        List.of(CocoCategory.evaluate(parameters, all)));
  }

  /** Categories by ascending id, as pycocotools orders them. */
  public static List<Category> sorted(List<Category> categories) {
    return categories.stream().sorted(Comparator.comparingInt(Category::id)).toList();
  }

  /** The boxes of each category, in the order of the categories. */
  public static CategoryBoxes[] gather(
      AnnotationTable truths, DetectionTable detections, List<Category> categories) {
    ImageIndex images = new ImageIndex(truths.images());
    CategoryBoxes[] boxes = new CategoryBoxes[categories.size()];
    Map<Integer, CategoryBoxes> byId = new HashMap<>();
    for (int k = 0; k < boxes.length; k++) {
      boxes[k] = new CategoryBoxes();
      byId.put(categories.get(k).id(), boxes[k]);
    }
    addTruths(truths, images, byId);
    List<Long> unknown = new ArrayList<>();
    for (int i = 0; i < detections.size(); i++) {
      int image = images.byId(detections.imageId(i));
      CategoryBoxes of = byId.get(detections.categoryId(i));
      if (image < 0) {
        unknown.add(detections.imageId(i));
      } else if (of != null) {
        of.addDetection(
            image,
            i,
            detections.box(i, 0),
            detections.box(i, 1),
            detections.box(i, 2),
            detections.box(i, 3),
            detections.score(i));
      }
    }
    ImageIndex.refuseUnknown(unknown);
    return boxes;
  }

  /** Adds the ground truth of each category to the boxes filed under its id. */
  public static void addTruths(
      AnnotationTable truths, ImageIndex images, Map<Integer, CategoryBoxes> byId) {
    for (int i = 0; i < truths.size(); i++) {
      byId.get(truths.categoryId(i))
          .addGroundTruth(
              images.byId(truths.imageId(i)),
              i,
              truths.box(i, 0),
              truths.box(i, 1),
              truths.box(i, 2),
              truths.box(i, 3),
              truths.area(i),
              truths.crowd(i),
              truths.id(i) == 0);
    }
  }
}
