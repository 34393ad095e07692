package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.error.UserException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void inScriptHoldsNothingThatHtmlReactsTo() throws Exception {
    String name = "</script><!-- & \u2028\u2029 \" '";
    String json = Json.inScript(Map.of(name, 1));
    assertEquals(
        "{\"\\u003C/script\\u003E\\u003C!-- \\u0026 \\u2028\\u2029 \\\" '\":1}",
        json.replace("\\u003c", "\\u003C").replace("\\u003e", "\\u003E"));
    assertEquals(name, Json.MAPPER.readTree(json).fieldNames().next());
  }

  @Test
  void aMistakeNamesFileAndPlace() {
    UserException e =
        assertThrows(UserException.class, () -> Json.parse("{\n \"a\": x}", "metrics.json"));
    assertEquals(
        "metrics.json: not JSON at line 2, column 8",
        e.getMessage().substring(0, e.getMessage().indexOf(" (")));
    assertThrows(UserException.class, () -> Json.parse("[1]", "metrics.json"));
    assertThrows(UserException.class, () -> Json.parse("", "metrics.json"));
  }
}
