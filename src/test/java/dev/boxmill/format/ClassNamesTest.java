package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {
  private static Map<Integer, String> names(String text) {
    return ClassNames.read(new TextSource("names", text));
  }

  @Test
  void linesAreNumberedFromOneOrByThemselves() {
    assertEquals(Map.of(1, "cat", 2, "traffic light"), names("# two\n\ncat\r\n traffic light \n"));
    assertEquals(Map.of(0, "cat", 7, "dog: small"), names("0: cat\n7 : dog: small"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n[{\"id\": 3, \"name\": \"cat\", \"x\": []}, {\"name\": \"dog\", \"id\": 90}]",
        "{\"images\": [{}], \"categories\": [{\"id\": 3, \"name\": \"cat\"},"
            + " {\"id\": 90, \"name\": \"dog\"}]}"
      })
  void jsonIsCocos(String json) {
    assertEquals(Map.of(3, "cat", 90, "dog"), names(json));
  }

  @Test
  void mistakesAreNamedWithTheirPlace() {
    assertRefused("names:2: class 1 comes twice; number all lines or none", "1: cat\ndog");
    assertRefused("names: names no class; give names, one a line, or COCO categories", "# none\n");
    assertRefused("names: names no class; give names, one a line, or COCO categories", "{}");
    assertRefused("names:1:10: category 0 needs both 'id' and 'name'", "[{\"id\": 3}]");
  }

  private static void assertRefused(String message, String text) {
    assertEquals(message, assertThrows(UserException.class, () -> names(text)).getMessage());
  }

  @Test
  void aliasesAreAListALine() {
    assertEquals(
        List.of(List.of("tv", "tvmonitor", "tv set"), List.of("a", "b")),
        ClassAliases.read(new TextSource("aliases", "# x\ntv = tvmonitor, tv set\na=b\n")));
    for (String wrong : List.of("tv", "tv =", "= tv", "a = b = c", "a = b,,c")) {
      UserException e =
          assertThrows(
              UserException.class, () -> ClassAliases.read(new TextSource("aliases", wrong)));
      assertEquals(
          "aliases:1: no alias; write name = other name, or name = other, another", e.getMessage());
    }
  }
}
