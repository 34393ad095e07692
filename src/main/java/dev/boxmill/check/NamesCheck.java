package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Classes and images that share a name. */
@AutoService(Check.class)
public final class NamesCheck implements Check {

  @Override
  public List<Finding> run(DataSet data) {
    List<Finding> found = new ArrayList<>(classes(data));
    found.addAll(images(data));
    return found;
  }

  private static List<Finding> classes(DataSet data) {
    Tally same = data.tally("duplicate-class-name", Severity.ERROR);
    Tally alike = data.tally("similar-class-name", Severity.WARNING);
    Map<String, Category> exact = new HashMap<>();
    Map<String, Category> folded = new HashMap<>();
    for (Category c : data.annotations().categories()) {
      Category earlier = exact.putIfAbsent(c.name(), c);
      Category like = folded.putIfAbsent(fold(c.name()), c);
      if (earlier != null) {
        same.add(() -> pair(earlier, c));
      } else if (like != null) {
        alike.add(() -> pair(like, c));
      }
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(
        same.found("classes share their name", "merge them, or give each a name of its own"));
    found.addAll(
        alike.found(
            "names of classes differ in case, blanks or signs alone",
            "merge the classes if they are one"));
    return found;
  }

  private static Example pair(Category a, Category b) {
    return Example.of(
        null,
        String.format(
            Locale.ROOT, "'%s' (id %d) and '%s' (id %d)", a.name(), a.id(), b.name(), b.id()));
  }

  /** A name's letters and digits, or all of it where it has none. */
  private static String fold(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return plain.isEmpty() ? name : plain;
  }

  private static List<Finding> images(DataSet data) {
    Tally same = data.tally("duplicate-image-name", Severity.WARNING);
    ImageTable images = data.annotations().images();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < images.size(); i++) {
      int image = i;
      Integer earlier = seen.putIfAbsent(images.fileName(i), i);
      if (earlier != null) {
        same.add(
            () ->
                Example.of(
                    images.fileName(image), "ids " + images.id(earlier) + ", " + images.id(image)));
      }
    }
    return same.found("images share their file name", "keep one entry an image file");
  }
}
