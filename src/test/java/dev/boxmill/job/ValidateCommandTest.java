package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The validate job: exit codes, the file it writes, and what it sees in image files. */
class ValidateCommandTest {
  @TempDir Path folder;

  private Path images;
  private Path annotations;

  /** Four images of 40 x 30, different in one pixel, with one box each. */
  @BeforeEach
  void cleanSet() throws IOException {
    images = Files.createDirectories(folder.resolve("images"));
    for (int i = 1; i <= 4; i++) {
      picture(images.resolve(i + ".png"), 40, 30, i);
    }
    annotations = annotations("a.json", 1, 2, 3, 4);
  }

  private static void picture(Path file, int width, int height, int seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(seed, seed, 0xffffff);
    ImageIO.write(image, "png", file.toFile());
  }

  private Path annotations(String name, int... numbers) throws IOException {
    List<String> entries = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    for (int i : numbers) {
      entries.add(
          "{\"id\":%d,\"file_name\":\"%d.png\",\"width\":40,\"height\":30}".formatted(i, i));
      objects.add(
          "{\"id\":%d,\"image_id\":%d,\"category_id\":1,\"bbox\":[%d,2,9,8]}".formatted(i, i, i));
    }
    return Files.writeString(
        folder.resolve(name),
        "{\"images\":"
            + entries
            + ",\"categories\":[{\"id\":1,\"name\":\"cat\"}],\"annotations\":"
            + objects
            + "}");
  }

  private Cli run(String... more) {
    List<String> args = new ArrayList<>(List.of("validate", "--annotations", annotations + ""));
    args.addAll(Arrays.asList(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Ids and counts of what is in a file, which a run with the options wrote. */
  private Map<String, Long> found(String... more) throws IOException {
    Path out = folder.resolve("found.json");
    Files.deleteIfExists(out);
    List<String> args = new ArrayList<>(Arrays.asList(more));
    args.addAll(List.of("--out", out + "", "--fail-on", "none"));
    Cli ran = run(args.toArray(String[]::new));
    assertEquals(0, ran.code(), ran.err());
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode f : new ObjectMapper().readTree(out.toFile()).path("findings")) {
      counts.put(f.path("id").asText(), f.path("count").asLong());
    }
    return counts;
  }

  @Test
  void cleanDataPasses() throws IOException {
    Cli ran = run("--images", images + "", "--decode", "--fail-on", "warning");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("validate: coco: 4 images, 4 objects, 1 classes"), ran.out());
    assertTrue(ran.out().contains("nothing found"), ran.out());
  }

  @Test
  void theWorstFindingSetsTheExitCode() throws IOException {
    Files.writeString(
        annotations, Files.readString(annotations).replace("[4,2,9,8]", "[34,2,9,8]"));
    assertEquals(0, run().code(), "a warning is no error");
    Cli ran = run("--fail-on", "warning");
    assertEquals(3, ran.code());
    assertTrue(
        ran.out()
            .contains(
                "warning box-over-edge (1): boxes stick out of their image\n"
                    + "        4.png: object 4 [34.0, 2.0, 9.0, 8.0]: by 3.0 pixels; image is 40 x 30\n"
                    + "        mend: "),
        ran.out());
    Files.writeString(
        annotations, Files.readString(annotations).replace("[34,2,9,8]", "[44,2,9,8]"));
    Path out = folder.resolve("result");
    assertEquals(3, run("--out", out + "").code());
    assertTrue(Files.exists(out.resolve("findings.json")), "written though it fails");
    assertEquals(0, run("--fail-on", "none").code());
  }

  @Test
  void imageFilesAreLookedInto() throws IOException {
    Files.delete(images.resolve("1.png"));
    Files.writeString(images.resolve("2.png"), "no picture");
    picture(images.resolve("3.png"), 30, 40, 3);
    picture(images.resolve("5.png"), 99, 77, 5);
    Map<String, Long> expected =
        Map.of(
            "missing-image", 1L,
            "unreadable-image", 1L,
            "image-size-differs", 1L,
            "unlisted-image", 1L);
    assertEquals(expected, found("--images", images + ""));
  }

  /** The header and the last chunk are whole; the pixels between are not. */
  @Test
  void onlyDecodingFindsDamageBehindTheHeader() throws IOException {
    picture(images.resolve("2.png"), 40, 30, 2);
    byte[] bytes = Files.readAllBytes(images.resolve("2.png"));
    int data = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("IDAT");
    Arrays.fill(bytes, data + 4, data + 12, (byte) 0x55);
    Files.write(images.resolve("2.png"), bytes);
    assertEquals(Map.of(), found("--images", images + ""));
    assertEquals(Map.of("unreadable-image", 1L), found("--images", images + "", "--decode"));
  }

  @Test
  void copiesAreFoundWithinASetAndBetweenTwo() throws IOException {
    Files.copy(
        images.resolve("1.png"),
        images.resolve("3.png"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(Map.of("same-image-twice", 1L), found("--images", images + ""));
    // The other set has 4 and 8: a namesake of 4 with other pixels, and a copy of 2 called 8.
    Path others = Files.createDirectories(folder.resolve("others"));
    picture(others.resolve("4.png"), 40, 30, 20);
    Files.copy(images.resolve("2.png"), others.resolve("8.png"));
    Path against = annotations("b.json", 4, 8);
    assertEquals(Map.of("overlap-by-name", 1L), found("--against", against + ""));
    assertEquals(
        Map.of("same-image-twice", 1L, "overlap-by-content", 1L, "same-name-other-image", 1L),
        found("--images", images + "", "--against", against + "", "--against-images", others + ""));
  }

  @Test
  void sparkWritesTheSameBytes() throws IOException {
    imageFilesAreLookedInto();
    Files.copy(images.resolve("3.png"), images.resolve("6.png"));
    found("--images", images + "");
    String local = Files.readString(folder.resolve("found.json"));
    found("--images", images + "", "--master", "local[2]");
    assertEquals(local, Files.readString(folder.resolve("found.json")));
    assertFalse(local.contains("startedAt"), "no times");
  }

  @Test
  void reportShowsTheFindings() throws IOException {
    found();
    Path page = folder.resolve("r.html");
    Cli ran = Cli.run("report", "--results", folder.resolve("found.json") + "", "--out", page + "");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(Files.readString(page).contains("Nothing found."));
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    fails("--against-images: has no meaning without --against", "--against-images", images + "");
    fails("--decode: nothing to decode; give --images", "--decode");
    fails("--examples 0: give 1 to 100", "--examples", "0");
    fails("no such file", "--images", "nowhere");
    Files.writeString(annotations, "{\"images\": [");
    fails("a.json:1:", "--out", folder.resolve("x") + "");
    assertFalse(Files.exists(folder.resolve("x")), "left behind");
  }

  private void fails(String message, String... args) {
    Cli ran = run(args);
    assertEquals(2, ran.code(), ran.err());
    assertTrue(ran.err().contains(message), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }
}
