package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Annotations as tests of formats look at them. */
final class AnnotationViews {
  private AnnotationViews() {}

  /** Left, top, width and height of the objects in question, by "image class". */
  static Map<String, List<double[]>> boxes(Annotations all, Predicate<GroundTruth> wanted) {
    Map<String, List<double[]>> boxes = new TreeMap<>();
    for (int i = 0; i < all.groundTruths().size(); i++) {
      GroundTruth o = all.groundTruths().groundTruth(i);
      if (wanted.test(o)) {
        String image = all.images().fileName(all.images().indexOf(o.imageId()));
        String category = all.categories().get(all.categoryIndex(o.categoryId())).name();
        boxes
            .computeIfAbsent(image + " " + category, key -> new ArrayList<>())
            .add(new double[] {o.x(), o.y(), o.w(), o.h()});
      }
    }
    return boxes;
  }

  /** The images' sizes, as if their files told them. */
  static ImageSizes sizes(Annotations all) {
    Map<String, ImageSizes.Size> sizes = new HashMap<>();
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      sizes.put(image.fileName(), new ImageSizes.Size(image.width(), image.height()));
    }
    return new ImageSizes() {
      @Override
      public Size find(String fileName) {
        return sizes.get(fileName);
      }

      @Override
      public Collection<String> names() {
        return sizes.keySet();
      }
    };
  }
}
