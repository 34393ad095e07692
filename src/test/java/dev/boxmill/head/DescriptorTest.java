package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.ResizeMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptorTest {
  private static final Path YOLO = Path.of("models/models/yolov3.json");

  private static String yolo() throws Exception {
    return Files.readString(YOLO).replaceAll("\\s+", "");
  }

  @Test
  void readsTheZoo() {
    Descriptor descriptor = Descriptor.load(YOLO);
    assertEquals("yolov3", descriptor.family());
    assertEquals(6, descriptor.classes().size());
    assertEquals(.45, descriptor.nmsIou().getAsDouble());
    assertTrue(descriptor.bestLabelOnly());
    Preprocessing input = descriptor.preprocessing();
    assertEquals(ResizeMode.LETTERBOX_CENTER, input.resize());
    assertArrayEquals(new int[] {114, 114, 114}, input.pad());
    assertEquals(1 / 255.0, input.scale());
    assertEquals(1f, input.normalise(0, 255));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"family\":\"yolov3\"|\"family\":\"yolov33\"|\"family\" is \"yolov33\"; give one of",
        "\"family\":\"yolov3\"|\"x\":1|\"family\" is missing; give a text",
        "\"resize\":\"letterbox_center\"|\"resize\":\"fit\"|\"preprocessing.resize\" is \"fit\"",
        "\"scale\":\"1/255\"|\"scale\":\"1/0\"|\"preprocessing.scale\" is \"1/0\"",
        "\"std\":[1.0,1.0,1.0]|\"std\":[1.0,0.0,1.0]|\"preprocessing.std\"",
        "\"category_ids\":[1,2,3,4,5,6]|\"category_ids\":[1,2]|\"category_ids\" is [1,2]; give 6",
        "\"nms_iou\":0.45|\"nms_iou\":45|\"nms_iou\" is 45; give a number in [0, 1]",
        "\"strides\":[8,16,32]|\"strides\":[8,16]|\"scale_x_y\"",
        "\"labels\":\"best\"|\"labels\":\"first\"|\"labels\" is \"first\"; give \"best\" or \"all\"",
        "\"input\":[3,256,256]|\"input\":[1,256,256]|\"input\" is [1,256,256]",
      })
  void namesFileKeyAndExpectation(String from, String to, String message) throws Exception {
    String text = yolo();
    assertTrue(text.contains(from), from);
    UserException e =
        assertThrows(
            UserException.class,
            () -> Heads.prepare(Descriptor.parse(text.replace(from, to), "model.json")));
    assertTrue(e.getMessage().startsWith("model.json: " + message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void aGraphThatNormalisesNeedsTheGeometryAlone() {
    String rest = "\"family\": \"yolov8\", \"input\": [3, 32, 64], \"classes\": [\"a\"]";
    Preprocessing input =
        Descriptor.parse(
                "{\"preprocessing\": \"in-graph\", \"resize\": \"letterbox_center\","
                    + "\"pad\": [1, 2, 3], \"colour\": \"BGR\","
                    + rest
                    + "}",
                "m")
            .preprocessing();
    assertEquals(InputForm.BYTES, input.form());
    assertEquals(2 * 32 * 64 * 3, input.bytes(2));
    assertEquals(77, input.normalise(0, 77));
    assertEquals("m: \"resize\" is missing; give a text", refusal("in-graph", rest));
    assertEquals(
        "m: \"preprocessing\" is \"graph\"; give an object, or \"in-graph\"",
        refusal("graph", rest));
  }

  private static String refusal(String preprocessing, String rest) {
    String json = "{\"preprocessing\": \"" + preprocessing + "\", " + rest + "}";
    return assertThrows(UserException.class, () -> Descriptor.parse(json, "m")).getMessage();
  }

  @Test
  void malformedJsonIsNamedWithItsPosition() {
    UserException e =
        assertThrows(UserException.class, () -> Descriptor.parse("{\"a\":\n 1,,}", "m.json"));
    assertTrue(e.getMessage().startsWith("m.json:2:4: not JSON"), e.getMessage());
    assertThrows(UserException.class, () -> Descriptor.parse("[]", "m.json"));
    assertThrows(UserException.class, () -> Descriptor.load(Path.of("missing.json")));
  }

  @Test
  void aNullIdDropsAClass() throws Exception {
    Descriptor descriptor =
        Descriptor.parse(
            yolo().replace("\"category_ids\":[1,2,3,4,5,6]", "\"category_ids\":[1,null,3,4,5,6]"),
            "m");
    assertEquals(Descriptor.DROPPED, descriptor.categoryIds()[1]);
  }
}
