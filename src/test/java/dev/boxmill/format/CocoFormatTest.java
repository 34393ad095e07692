package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoFormatTest {
  private static final String IMAGE =
      "{\"id\":7,\"file_name\":\"a/b.jpg\",\"width\":4,\"height\":3}";
  private static final String CLASS = "{\"id\":2,\"name\":\"cat\"}";

  private static Annotations read(String text) {
    return new CocoFormat().read(new TextSource("gt.json", text));
  }

  private static String file(String images, String annotations, String categories) {
    return "{\"images\":["
        + images
        + "],\n\"annotations\":["
        + annotations
        + "],\n\"categories\":["
        + categories
        + "]}";
  }

  private static String annotation(String fields) {
    return "{\"id\":1,\"image_id\":7,\"category_id\":2,\"bbox\":[1,2,3,4.5],\"area\":9"
        + fields
        + "}";
  }

  @Test
  void readsKeysInAnyOrderAndSkipsTheRest() {
    String annotation =
        "{\"segmentation\":{\"size\":[3,4],\"counts\":\"}],{\\\\\"},\"area\":9.25,\"iscrowd\":1,"
            + "\"bbox\":[0.1,2,3e0,4],\"category_id\":2.0,\"image_id\":7,\"id\":-5,\"ignore\":1}";
    Annotations all =
        read(
            "{\"annotations\":["
                + annotation
                + "],\"categories\":[{\"name\":\"dog\",\"id\":9},"
                + CLASS
                + "],\"info\":{\"a\":[1,{}]},\"images\":["
                + IMAGE
                + ",{\"id\":3}]}");
    assertEquals(new ImageInfo(3, "", 0, 0), all.images().image(0));
    assertEquals(new ImageInfo(7, "a/b.jpg", 4, 3), all.images().image(1));
    assertEquals(List.of(new Category(2, "cat", ""), new Category(9, "dog", "")), all.categories());
    assertEquals(1, all.groundTruths().size());
    assertEquals(
        new GroundTruth(
            -5, 7, 2, 0.1, 2, 3, 4, 9.25, Flag.CROWD.bit() | Flag.IGNORE.bit(), null, null),
        all.groundTruths().groundTruth(0));
    assertNull(all.labels());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id":1,"image_id":7,"category_id":2,"bbox":[1,2,3],"area":9                | gt.json:2:66: 'bbox' has 3 numbers; give [left, top, width, height]
          "id":1,"image_id":7,"category_id":2,"bbox":[1,2,3,4,5],"area":9            | gt.json:2:69: 'bbox' has more than 4 numbers; give [left, top, width, height]
          "id":1,"image_id":7,"category_id":2,"bbox":[1,2,-3,4],"area":9             | gt.json:2:65: 'bbox' has a negative size -3.0; give [left, top, width, height]
          "id":1,"image_id":7,"category_id":2,"bbox":[1,NaN,3,4],"area":9            | gt.json:2:63: 'bbox' is NaN; give a finite number
          "id":1,"image_id":7,"category_id":2,"bbox":[1,1e999,3,4],"area":9          | gt.json:2:63: 'bbox' is 1e999; give a finite number
          "id":1,"image_id":7,"category_id":2,"bbox":null,"area":9                   | gt.json:2:60: 'bbox' is null; give [left, top, width, height]
          "id":"x","image_id":7,"category_id":2,"bbox":[1,2,3,4],"area":9            | gt.json:2:22: 'id' is "x"; give a whole number
          "id":1.5,"image_id":7,"category_id":2,"bbox":[1,2,3,4],"area":9            | gt.json:2:22: 'id' is 1.5; give a whole number
          "id":1,"image_id":7,"bbox":[1,2,3,4],"area":1                              | gt.json:2:16: annotations[0] has no 'category_id'; add it
          "id":1,"image_id":8,"category_id":2,"bbox":[1,2,3,4],"area":9              | gt.json:2:16: annotations[0]: image_id 8 is not among the images; add it there or drop the annotation
          "id":1,"image_id":7,"category_id":3,"bbox":[1,2,3,4],"area":9              | gt.json:2:16: annotations[0]: category_id 3 is not among the categories; add it there or drop the annotation
          "id":1,"image_id":7,"category_id":2,"bbox":[1,2,3,4],"area":9,"iscrowd":2  | gt.json:2:89: 'iscrowd' is 2; give 0 or 1
          """)
  void saysWhatIsWrongWithAnAnnotationAndWhere(String fields, String message) {
    UserException e =
        assertThrows(UserException.class, () -> read(file(IMAGE, "{" + fields + "}", CLASS)));
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesRepeatedIds() {
    String twice = annotation("") + "," + annotation("");
    UserException e = assertThrows(UserException.class, () -> read(file(IMAGE, twice, CLASS)));
    assertEquals(
        "gt.json:2:82: annotations[1]: id 1 comes twice; give every one its own", e.getMessage());
    e = assertThrows(UserException.class, () -> read(file(IMAGE + "," + IMAGE, "", CLASS)));
    assertEquals(
        "gt.json:1:64: images[1]: id 7 comes twice; give every one its own", e.getMessage());
    e = assertThrows(UserException.class, () -> read(file(IMAGE, "", CLASS + "," + CLASS)));
    assertEquals(
        "gt.json:3:37: categories[1]: id 2 comes twice; give every one its own", e.getMessage());
  }

  @Test
  void saysWhereJsonBreaks() {
    String whole = file(IMAGE, annotation(""), CLASS);
    UserException e =
        assertThrows(UserException.class, () -> read(whole.substring(0, whole.length() - 3)));
    assertEquals(
        "gt.json:3:35: malformed JSON: Unexpected end-of-input: expected close marker for Object;"
            + " repair or write the file again",
        e.getMessage());
    e = assertThrows(UserException.class, () -> read(whole.replace("[1,2", "[1,,2")));
    assertEquals("gt.json:2:63: malformed JSON", e.getMessage().substring(0, 28), e.getMessage());
    e = assertThrows(UserException.class, () -> read(whole + "{}"));
    assertEquals(
        "gt.json:3:38: more JSON behind the end; keep one value in the file", e.getMessage());
  }

  @Test
  void saysWhatTheFileIsInstead() {
    UserException e = assertThrows(UserException.class, () -> read("[]"));
    assertEquals(
        "gt.json:1:1: a JSON array, as result files are; give an annotation file, a JSON object"
            + " with images, annotations and categories",
        e.getMessage());
    e = assertThrows(UserException.class, () -> read("{\"images\":[],\"annotations\":[]}"));
    assertEquals(
        "gt.json:1:30: 'categories' is missing; give a COCO annotation file", e.getMessage());
    Path nowhere = Path.of("no/such.json");
    e = assertThrows(UserException.class, () -> new CocoFormat().read(Source.file(nowhere)));
    assertEquals("no/such.json: no such file; check the path", e.getMessage());
  }
}
