package dev.boxmill.eval;

import dev.boxmill.data.Category;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds detections' classes in the ground truth by name. Names are first compared as they are, then
 * without case, spaces, hyphens and the like, then through aliases.
 *
 * @param ids the ground truth's category id by the detections'
 * @param unknown names that the ground truth lacks, ascending by id
 */
public record NameMatch(Map<Integer, Integer> ids, List<String> unknown) {
  private static final int SHOWN = 5;

  /**
   * Matches names.
   *
   * @param names the detections' classes by id
   * @param categories the ground truth's
   * @param aliases lists of names that mean the same
   * @return ids of the names that were found
   * @throws UserException when no name is known, or one fits several classes
   */
  public static NameMatch of(
      Map<Integer, String> names, List<Category> categories, List<List<String>> aliases) {
    Map<String, Category> exact = index(categories, Function.identity());
    Map<String, Category> loose = index(categories, NameMatch::plain);
    Map<Integer, Integer> ids = new TreeMap<>();
    List<String> unknown = new ArrayList<>();
    new TreeMap<>(names)
        .forEach(
            (id, name) -> {
              Category found = find(name, exact, loose, aliases);
              if (found == null) {
                unknown.add(name);
              } else {
                ids.put(id, found.id());
              }
            });
    if (ids.isEmpty()) {
      throw new UserException(
          "--match-names: none of the detections' "
              + names.size()
              + " class names ("
              + some(unknown)
              + ") is in the ground truth ("
              + some(categories.stream().map(Category::name).toList())
              + "); give --aliases, or the right --detection-classes");
    }
    return new NameMatch(ids, unknown);
  }

  /** Classes by name; where several share one, null. */
  private static Map<String, Category> index(
      List<Category> categories, Function<String, String> form) {
    Map<String, Category> index = new HashMap<>();
    for (Category category : categories) {
      String name = form.apply(category.name());
      index.put(name, index.containsKey(name) ? null : category);
    }
    return index;
  }

  private static Category find(
      String name,
      Map<String, Category> exact,
      Map<String, Category> loose,
      List<List<String>> aliases) {
    if (exact.get(name) != null) {
      return exact.get(name);
    }
    String plain = plain(name);
    if (loose.containsKey(plain)) {
      if (loose.get(plain) == null) {
        throw new UserException(
            "--match-names: '" + name + "' fits several classes of the ground truth; rename one");
      }
      return loose.get(plain);
    }
    for (List<String> group : aliases) {
      if (group.stream().anyMatch(alias -> plain(alias).equals(plain))) {
        for (String alias : group) {
          if (loose.get(plain(alias)) != null) {
            return loose.get(plain(alias));
          }
        }
      }
    }
    return null;
  }

  /** Letters and digits alone, small. */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** {@return a line on unknown names; empty when all are known} */
  public List<String> warnings() {
    return unknown.isEmpty()
        ? List.of()
        : List.of(
            "--match-names: "
                + unknown.size()
                + " of the detections' "
                + (unknown.size() + ids.size())
                + " class names are not in the ground truth ("
                + some(unknown)
                + "), their detections are left out; give --aliases if they go by other names");
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (names.size() > SHOWN ? ", ..." : "");
  }
}
