package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoResultsTest {
  private static final String RECORD =
      "{\"image_id\":1,\"category_id\":2,\"bbox\":[0.5,1,2,3],\"score\":0.25}";

  private static DetectionTable careful(String text) {
    List<DetectionTable> tables = new ArrayList<>();
    CocoResults.readCarefully(new TextSource("dt.json", text), Set.of(), tables::add);
    return DetectionTable.concat(tables);
  }

  private static DetectionTable read(String text) {
    return CocoResults.read(new TextSource("dt.json", text));
  }

  private static boolean quick(String text, List<DetectionTable> to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return CocoResults.readPart(
        new ByteArrayInputStream(bytes), 0, Long.MAX_VALUE, Set.of(), to::add);
  }

  private static void assertSame(DetectionTable expected, DetectionTable actual) {
    assertEquals(expected.size(), actual.size());
    for (int row = 0; row < expected.size(); row++) {
      assertEquals(expected.imageId(row), actual.imageId(row));
      assertEquals(expected.categoryId(row), actual.categoryId(row));
      assertEquals(expected.score(row), actual.score(row), 0, "both read the nearest double");
      for (int i = 4 * row; i < 4 * row + 4; i++) {
        assertEquals(expected.boxes()[i], actual.boxes()[i], 0, "both read the nearest double");
      }
      assertTrue(row == 0 || actual.rank(row) > actual.rank(row - 1), "ranks grow");
    }
  }

  /** Random numbers in every notation that a writer might choose. */
  private static String number(Random random) {
    double value = Math.exp(random.nextGaussian() * 4);
    return switch (random.nextInt(8)) {
      case 0 -> Integer.toString(random.nextInt(1000));
      case 1 -> String.format(Locale.ROOT, "%.2f", value);
      case 2 -> String.format(Locale.ROOT, "%.17f", value);
      case 3 -> String.format(Locale.ROOT, "%.6e", value);
      case 4 -> String.format(Locale.ROOT, "%.25f", value);
      case 5 -> Long.toString(random.nextLong() >>> 1);
      case 6 -> "0.0000000000000000000000" + random.nextInt(1000);
      default -> Double.toString(value);
    };
  }

  private static String random(Random random, int records) {
    StringBuilder text = new StringBuilder(" [ ");
    for (int i = 0; i < records; i++) {
      text.append(i == 0 ? "" : random.nextBoolean() ? "," : " ,\n\t ");
      String extra =
          switch (random.nextInt(6)) {
            case 0 -> ",\"note\":\"}, {\\\\ \\\"\",\"x\":[[],{},[{\"a\":null},{\"b\":-1.5e-3}]]";
            case 1 -> ", \"segmentation\" : { \"size\" : [ 1 , 2 ] , \"counts\" : \"a\\\\b\" }";
            default -> "";
          };
      text.append("{\"score\":")
          .append(number(random))
          .append(extra)
          .append(",\"bbox\": [-")
          .append(number(random))
          .append(", ")
          .append(number(random))
          .append(",")
          .append(number(random))
          .append(" ,")
          .append(number(random))
          .append("],\"category_id\":")
          .append(random.nextInt())
          .append(" ,\"image_id\" : ")
          .append(random.nextLong() >> 8)
          .append("}");
    }
    return text.append("\n]\n").toString();
  }

  @Test
  void quickAndCarefulReadersAgree() throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 20; round++) {
      String text = random(random, 1 + random.nextInt(200));
      List<DetectionTable> quick = new ArrayList<>();
      assertTrue(quick(text, quick));
      assertSame(careful(text), DetectionTable.concat(quick));
    }
  }

  @Test
  void blocksJoinToTheWhole() {
    String text = random(new Random(2), 20_000);
    assertTrue(text.length() > 3 << 20, "several blocks");
    assertSame(careful(text), read(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 137, 4096, 100_000})
  void partsJoinToTheWhole(int size) throws IOException {
    String text =
        random(new Random(3), size == 1 ? 3 : 500)
            .replace("}, {\\\\", "no cut")
            .replace("},{\"b\"", ",\"no cut\"");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<DetectionTable> tables = new ArrayList<>();
    for (long start = 0; start < bytes.length; start += size) {
      InputStream in = new ByteArrayInputStream(bytes, (int) start, bytes.length);
      assertTrue(CocoResults.readPart(in, start, start + size, Set.of(), tables::add));
    }
    assertSame(careful(text), DetectionTable.concat(tables));
  }

  @Test
  void aCutInsideAStringIsNoticed() throws IOException {
    String text = "[" + RECORD.replace("}", ",\"note\":\"},{\"}") + "," + RECORD + "]";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long middle = text.indexOf("},{\"}");
    assertFalse(
        CocoResults.readPart(new ByteArrayInputStream(bytes), 0, middle, Set.of(), table -> {}),
        "the first part ends inside a string");
    assertEquals(2, read(text).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [ ] \n", "[\n]"})
  void anEmptyArrayHoldsNothing(String text) {
    assertEquals(0, read(text).size());
  }

  @Test
  void unusualButValidInputIsRead() {
    String text = "[{\"image_id\":1.0,\"category\\u005fid\":2,\"bbox\":[0,0,1,1],\"score\":1}]";
    DetectionTable table = read(text);
    assertEquals(1, table.imageId(0));
    assertEquals(2, table.categoryId(0));
    assertArrayEquals(
        new double[] {0, 0, 1, 1},
        new double[] {table.boxes()[0], table.boxes()[1], table.boxes()[2], table.boxes()[3]});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                                | dt.json:1:1: a JSON object, as annotation files are; give a result file, a JSON array of detections
          [{"category_id":2,"bbox":[0,1,2,3],"score":1}]                    | dt.json:1:2: entry 0 has no 'image_id'; add it
          [{"image_id":1,"category_id":2,"segmentation":{},"score":1}]      | dt.json:1:2: entry 0 has no 'bbox'; add it
          [{"image_id":1,"category_id":2,"bbox":[],"score":1}]              | dt.json:1:40: 'bbox' has 0 numbers; give [left, top, width, height]
          [{"image_id":1,"category_id":2,"bbox":[0,1,2,-3],"score":1}]      | dt.json:1:46: 'bbox' has a negative size -3.0; give [left, top, width, height]
          [{"image_id":1,"category_id":2,"bbox":[0,1,2,3],"score":NaN}]     | dt.json:1:57: 'score' is NaN; give a finite number
          [{"image_id":1,"category_id":2,"bbox":[0,1,2,3],"score":"1"}]     | dt.json:1:57: 'score' is "1"; give a number
          [{"image_id":1,"category_id":3000000000,"bbox":[0,1,2,3],"score":1}] | dt.json:1:30: 'category_id' is 3000000000, beyond 32 bits; give a smaller number
          [7]                                                               | dt.json:1:2: entry 0 is not an object
          """)
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertEquals(message, assertThrows(UserException.class, () -> read(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[ %s", "[ %s,", "[%s,]", "[%s %s]", "[%s]]", "[%s", "", "[,%s]"})
  void brokenJsonIsRefused(String shape) {
    String text = shape.replace("%s", RECORD);
    String message = assertThrows(UserException.class, () -> read(text)).getMessage();
    assertTrue(message.startsWith("dt.json:1:"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "1.", ".5", "+1", "1e", "-", "0x1", "1_0", "tru", "--1"})
  void whatIsNoJsonNumberIsRefused(String number) {
    String text = "[" + RECORD.replace("0.25", number) + "]";
    assertThrows(UserException.class, () -> read(text));
  }
}
