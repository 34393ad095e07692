package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Hierarchy;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HierarchyFormatTest {
  private static Hierarchy read(String json) {
    return HierarchyFormat.read(new TextSource("h.json", json.replace('\'', '"')));
  }

  @Test
  void subcategoriesAreKindsAndPartsAreNot() {
    Hierarchy hierarchy =
        read(
            "{'LabelName': 'entity', 'Subcategory': ["
                + "{'Subcategory': [{'LabelName': 'dog'}], 'LabelName': 'animal',"
                + " 'Part': [{'LabelName': 'tail', 'Subcategory': []}]},"
                + "{'LabelName': 'pet', 'Subcategory': [{'LabelName': 'dog'}]}]}");
    assertEquals(Set.of("animal", "entity", "pet"), hierarchy.ancestors("dog"));
    assertEquals(Set.of("entity"), hierarchy.ancestors("animal"));
    assertEquals(Set.of(), hierarchy.ancestors("tail"));
    assertEquals(Set.of("animal", "dog", "entity", "pet"), hierarchy.names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                    | no JSON object",
        "{'Subcategory': []}                                   | h.json:1:1: a class has no 'LabelName'",
        "{'LabelName': 'a', 'Subcategory': [{}]}               | h.json:1:36: a class has no 'LabelName'",
        "{'LabelName': 'a', 'Subcategory': {}}                 | 'Subcategory' is not an array",
        "{'LabelName': 'a', 'Subcategory': ['b']}              | an entry of 'Subcategory'",
        "{'LabelName': 7}                                      | 'LabelName' is 7; give a string",
        "{'LabelName': 'a', 'Subcategory': [                   | malformed JSON",
        "{'LabelName': 'a', 'Subcategory': [{'LabelName': 'b', 'Subcategory': [{'LabelName': 'a'}]}]}"
            + "| 'a' is among its own subcategories"
      })
  void saysWhatIsWrongAndWhere(String json, String expected) {
    String quoted = json.replace("\"", "'");
    UserException e = assertThrows(UserException.class, () -> read(quoted));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void nestingIsBounded() {
    int deep = HierarchyFormat.MAX_DEPTH + 1;
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < deep; i++) {
      json.append("{'LabelName': 'a").append(i).append("', 'Subcategory': [");
    }
    UserException e = assertThrows(UserException.class, () -> read(json + "]}".repeat(deep)));
    assertTrue(e.getMessage().contains("nested more than 64 deep"), e.getMessage());
  }

  @Test
  void aClassMayBeItsOwnParentButNotInACircle() {
    assertTrue(Hierarchy.of(Map.of("person", List.of("person"))).isEmpty());
    Map<String, List<String>> chain = Map.of("a", List.of("b"), "b", List.of("c"));
    assertEquals(Optional.empty(), Hierarchy.of(chain).circle());
    // a leads into the circle of b and c, and is not in it; two steps up from a is c, three b
    Map<String, List<String>> round =
        Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("b"));
    assertEquals(Optional.of("b"), Hierarchy.of(round).circle());
  }
}
