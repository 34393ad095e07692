package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CocoFilesTest {
  private static final String GOOD =
      """
      {"annotations": [{"id": 0, "image_id": 5, "category_id": 2, "bbox": [1, 2.5, 3e0, 4],
        "iscrowd": 1, "area": 11, "segmentation": {"counts": [[1]], "size": [1, 2]}, "x": null}],
       "info": {"a": [1, {"b": []}]},
       "images": [{"id": 5, "file_name": "\u00e9.jpg", "width": 10, "height": 20}],
       "categories": [{"id": 2, "name": "cat"}]}
      """;

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String failure(String text) {
    UserException e =
        assertThrows(UserException.class, () -> CocoAnnotations.read(bytes(text), "gt.json"));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    return e.getMessage();
  }

  @Test
  void readsKeysInAnyOrderAndSkipsTheRest() {
    AnnotationTable table = CocoAnnotations.read(bytes(GOOD), "gt.json");
    assertEquals(1, table.size());
    assertEquals(0, table.id(0));
    assertEquals(2.5, table.box(0, 1));
    assertEquals(11, table.area(0));
    assertTrue(table.crowd(0));
    assertEquals("\u00e9.jpg", table.images().get(0).fileName());
    assertEquals("cat", table.categories().get(0).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, 2.5, 3e0, 4]|[1, 2.5, -3, 4]|gt.json:1:|negative size",
        "[1, 2.5, 3e0, 4]|[1, 2.5, 3]|gt.json:1:|four|",
        "[1, 2.5, 3e0, 4]|[1, NaN, 3, 4]|gt.json:1:|malformed JSON",
        "[1, 2.5, 3e0, 4]|[1, 1e999, 3, 4]|gt.json:1:|give a finite number",
        "`\"bbox\": [1, 2.5, 3e0, 4],`|``|gt.json:|has no \"bbox\"",
        "`\"image_id\": 5`|`\"image_id\": \"5\"`|gt.json:1:|\"image_id\" is 5; give an integer",
        "`\"image_id\": 5`|`\"image_id\": 6`|gt.json:|annotation 0 is of image 6",
        "`\"category_id\": 2`|`\"category_id\": 3`|gt.json:|annotation 0 is of category 3",
        "`\"categories\"`|`\"classes\"`|gt.json:|no \"categories\"",
        "`{\"annotations\"`|`[{\"annotations\"`|gt.json:1:1|expected a COCO annotation file",
      })
  void saysWhatIsWrongAndWhere(String from, String to, String place, String reason) {
    assertTrue(GOOD.contains(from), from);
    String message = failure(GOOD.replace(from, to == null ? "" : to));
    assertTrue(message.startsWith(place), message);
    assertTrue(message.contains(reason) || reason.equals("four"), message);
  }

  @Test
  void twoImagesOfOneId() {
    String twice =
        GOOD.replace("\"images\": [", "\"images\": [{\"id\": 5, \"file_name\": \"b\"}, ");
    assertEquals("gt.json: two images have id 5", failure(twice));
  }

  @Test
  void truncatedAnywhereIsAnErrorNotAShorterFile() {
    String text = GOOD.strip();
    for (int end = 0; end < text.length(); end++) {
      failure(text.substring(0, end));
    }
  }

  @Test
  void mutatedFilesNeverCrash() {
    Random random = new Random(23);
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int trial = 0; trial < 2000; trial++) {
      byte[] bad = good.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        CocoAnnotations.read(new ByteArrayInputStream(bad), "gt.json");
      } catch (UserException expected) {
        assertEquals(1, expected.getMessage().lines().count(), expected.getMessage());
      }
    }
  }

  @Test
  void deepNestingIsRefused() {
    assertTrue(failure("{\"info\": " + "[".repeat(100_000)).contains("malformed JSON"));
  }

  @Test
  void results() {
    DetectionTable table =
        CocoResults.read(
            bytes(
                "[{\"score\": .5e0, \"bbox\": [1,2,3,4], \"image_id\": 1, \"category_id\": 2}]"
                    .replace(".5e0", "0.5")),
            "dt.json");
    assertEquals(.5, table.score(0));
    UserException e =
        assertThrows(
            UserException.class, () -> CocoResults.read(bytes("[{\"score\": 1}]"), "dt.json"));
    assertTrue(e.getMessage().contains("a result needs"), e.getMessage());
    assertThrows(UserException.class, () -> CocoResults.read(bytes("{}"), "dt.json"));
    assertThrows(UserException.class, () -> CocoResults.read(bytes("[{\"score\""), "dt.json"));
    assertEquals(0, CocoResults.read(bytes("[]"), "dt.json").size());
  }
}
