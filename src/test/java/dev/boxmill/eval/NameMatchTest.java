package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.data.Category;
import dev.boxmill.error.UserException;
import dev.boxmill.format.ClassAliases;
import dev.boxmill.format.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameMatchTest {
  private static List<Category> classes(String... names) {
    return Stream.of(names).map(n -> new Category(100 + n.length(), n, "")).toList();
  }

  private static String refusal(Map<Integer, String> names, List<Category> classes) {
    return assertThrows(UserException.class, () -> NameMatch.of(names, classes, List.of()))
        .getMessage();
  }

  @Test
  void namesMatchAsTheyAreThenLooselyThenThroughAliases() {
    List<Category> classes =
        List.of(
            new Category(1, "Tv", ""),
            new Category(2, "tv", ""),
            new Category(3, "Dining Table", ""),
            new Category(4, "sofa", ""));
    NameMatch match =
        NameMatch.of(
            Map.of(7, "tv", 8, "dining_table", 9, "Couch", 10, "zebra"),
            classes,
            List.of(List.of("settee", "couch", "sofa")));
    assertEquals(Map.of(7, 2, 8, 3, 9, 4), match.ids());
    assertEquals(List.of("zebra"), match.unknown());
    assertEquals(
        List.of(
            "--match-names: 1 of the detections' 4 class names are not in the ground truth (zebra),"
                + " their detections are left out; give --aliases if they go by other names"),
        match.warnings());
  }

  @Test
  void nothingKnownOrOneNameForTwoClassesIsRefused() {
    assertEquals(
        "--match-names: none of the detections' 1 class names (horse) is in the ground truth (cat,"
            + " zebra); give --aliases, or the right --detection-classes",
        refusal(Map.of(1, "horse"), classes("cat", "zebra")));
    assertEquals(
        "--match-names: 'TV' fits several classes of the ground truth; rename one",
        refusal(Map.of(1, "TV"), List.of(new Category(1, "Tv", ""), new Category(2, "t-v", ""))));
  }

  @Test
  void theShippedAliasesLeadFromCocoToAllOfVocAndBack() {
    List<String> coco =
        List.of(
            "airplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "dining table",
            "dog",
            "horse",
            "motorcycle",
            "person",
            "potted plant",
            "sheep",
            "couch",
            "train",
            "tv");
    List<String> voc =
        List.of(
            "aeroplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "diningtable",
            "dog",
            "horse",
            "motorbike",
            "person",
            "pottedplant",
            "sheep",
            "sofa",
            "train",
            "tvmonitor");
    List<List<String>> aliases =
        ClassAliases.read(Source.file(Path.of("conf/aliases-coco-voc.txt")));
    Map<Integer, Integer> same = new TreeMap<>();
    for (int i = 0; i < voc.size(); i++) {
      same.put(i, i);
    }
    assertEquals(same, NameMatch.of(numbered(coco), categories(voc), aliases).ids());
    assertEquals(same, NameMatch.of(numbered(voc), categories(coco), aliases).ids());
  }

  private static Map<Integer, String> numbered(List<String> names) {
    Map<Integer, String> numbered = new TreeMap<>();
    names.forEach(name -> numbered.put(numbered.size(), name));
    return numbered;
  }

  private static List<Category> categories(List<String> names) {
    return numbered(names).entrySet().stream()
        .map(e -> new Category(e.getKey(), e.getValue(), ""))
        .toList();
  }
}
