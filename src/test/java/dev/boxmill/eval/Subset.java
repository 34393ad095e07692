package dev.boxmill.eval;

import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.DetectionTable;
import java.util.Collection;

/** The rows of tables that belong to some images. */
final class Subset {
  private Subset() {}

  static AnnotationTable of(AnnotationTable all, Collection<Long> ids) {
    AnnotationTable.Columns columns = new AnnotationTable.Columns();
    for (int i = 0; i < all.size(); i++) {
      if (ids.contains(all.imageId(i))) {
        columns.add(
            all.id(i),
            all.imageId(i),
            all.categoryId(i),
            all.box(i, 0),
            all.box(i, 1),
            all.box(i, 2),
            all.box(i, 3),
            all.area(i),
            all.crowd(i));
      }
    }
    return new AnnotationTable(
        all.images().stream().filter(image -> ids.contains(image.id())).toList(),
        all.categories(),
        columns);
  }

  static DetectionTable of(DetectionTable all, Collection<Long> ids) {
    DetectionTable some = new DetectionTable();
    for (int i = 0; i < all.size(); i++) {
      if (ids.contains(all.imageId(i))) {
        some.add(
            all.imageId(i),
            all.categoryId(i),
            all.box(i, 0),
            all.box(i, 1),
            all.box(i, 2),
            all.box(i, 3),
            all.score(i));
      }
    }
    return some;
  }
}
