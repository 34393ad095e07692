package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruthTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How objects are spread over classes and images. */
@AutoService(Check.class)
public final class ClassesCheck implements Check {
  /** The rarest class has less than one object for so many of the most frequent. */
  private static final int IMBALANCE = 100;

  @Override
  public List<Finding> run(DataSet data) {
    Annotations all = data.annotations();
    GroundTruthTable rows = all.groundTruths();
    long[] counts = new long[all.categories().size()];
    boolean[] used = new boolean[all.images().size()];
    for (int row = 0; row < rows.size(); row++) {
      counts[all.categoryIndex(rows.categoryId(row))]++;
      used[all.images().indexOf(rows.imageId(row))] = true;
    }
    List<Finding> found = new ArrayList<>(classes(data, counts));
    Tally without = data.tally("image-without-objects", Severity.INFO);
    for (int i = 0; i < used.length; i++) {
      int image = i;
      if (!used[i]) {
        without.add(() -> Example.of(all.images().fileName(image), "no object"));
      }
    }
    found.addAll(
        without.found("images have no object", "nothing, if there is none to see in them"));
    return found;
  }

  private static List<Finding> classes(DataSet data, long... counts) {
    List<Category> categories = data.annotations().categories();
    Tally empty = data.tally("empty-class", Severity.INFO);
    Tally rare = data.tally("class-imbalance", Severity.INFO);
    int most = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
    List<Integer> byCount =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingLong(c -> counts[c]))
            .toList();
    for (int c : byCount) {
      String name = categories.get(c).name();
      if (counts[c] == 0) {
        empty.add(() -> Example.of(null, "'" + name + "'"));
      } else if (counts[c] * IMBALANCE < counts[most]) {
        rare.add(
            () ->
                Example.of(
                    null,
                    String.format(
                        Locale.ROOT,
                        "'%s' has %,d objects, '%s' %,d",
                        name,
                        counts[c],
                        categories.get(most).name(),
                        counts[most])));
      }
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(empty.found("classes have no object", "drop them, or annotate some"));
    found.addAll(
        rare.found(
            "classes have less than a hundredth of the most frequent class's objects",
            "collect more of them, or weigh classes in training"));
    return found;
  }
}
