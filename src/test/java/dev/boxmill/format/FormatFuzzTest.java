package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files give a result or a UserException of one line, and soon; never anything else. {@code
 * -Dboxmill.mutants=10000} tries more.
 */
class FormatFuzzTest {
  private static final int MUTANTS = Integer.getInteger("boxmill.mutants", 500);
  private static final Duration HANG = Duration.ofMinutes(5);

  /** What our writers do not write. */
  private static final String CVAT =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <annotations><meta><task><labels><label><name>cat</name></label></labels></task></meta>
        <image id="4" name="a.jpg" width="8" height="6">
          <box label="cat" occluded="1" xtl="1" ytl="1" xbr="3" ybr="4" rotation="30"/>
          <polygon label="cat" points="1,1;4,1;4.5,5"/>
          <mask label="cat" rle="1, 2, 3" left="2" top="1" width="3" height="2"/>
          <polyline label="cat" points="1,1;2,2"/>
        </image>
      </annotations>
      """;

  private static final String LABEL_STUDIO =
      """
      [{"id": 1, "data": {"image": "/data/upload/3/a%20b.jpg"},
        "annotations": [{"was_cancelled": true, "result": []}, {"result": [
          {"type": "rectanglelabels", "original_width": 200, "original_height": 100,
           "value": {"x": 10, "y": 10, "width": 20, "height": 40, "rotation": 45,
                     "rectanglelabels": ["cat", "dog"]}},
          {"type": "polygonlabels", "original_width": 200, "original_height": 100,
           "value": {"points": [[1, 2], [3, 4], [5, 1]], "polygonlabels": ["cat"]}},
          {"type": "choices", "value": {"choices": ["x"]}}]}],
        "predictions": []}]
      """;

  private static final String YAML =
      """
      path: ../data # where
      train: images/train
      nc: 2
      names:
        0: cat
        1: 'dog'
      kpt_shape: [2, 3]
      """;

  static Stream<AnnotationFormat> formats() {
    return AnnotationFormats.all().stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void damagedFilesGiveAResultOrAMessage(AnnotationFormat format) throws IOException {
    Random random = new Random(42);
    int[] outcomes = new int[2];
    assertTimeoutPreemptively(
        HANG,
        () -> {
          for (int i = 0; i < MUTANTS; i++) {
            MemoryTree tree = sample(format, random);
            String path = tree.paths().get(random.nextInt(tree.paths().size()));
            tree.put(path, Mutations.mutate(tree.get(path), random));
            outcomes[tryToRead(format, tree, i)]++;
          }
        });
    assertTrue(outcomes[0] > 0 && outcomes[1] > 0, outcomes[0] + " read, " + outcomes[1] + " not");
  }

  private static int tryToRead(AnnotationFormat format, MemoryTree tree, int mutant) {
    try {
      try {
        AnnotationFormats.recognise(tree);
      } catch (UserException e) {
        oneLine(e);
      }
      ReadReport report = mutant % 2 == 0 ? ReadReport.failing() : ReadReport.skipping();
      format.read(
          tree,
          new ReadOptions(
              report, name -> new ImageSizes.Size(640, 480), List.of(), Set.of(Want.IF_THERE)));
      return 0;
    } catch (UserException e) {
      oneLine(e);
      return 1;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      StringBuilder files = new StringBuilder();
      for (String path : tree.paths()) {
        files.append(path).append(":\n");
        files.append(new String(tree.get(path), StandardCharsets.ISO_8859_1)).append('\n');
      }
      throw new AssertionError("mutant " + mutant + " of " + format.id() + ":\n" + files, e);
    }
  }

  private static void oneLine(UserException e) {
    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
  }

  private static MemoryTree sample(AnnotationFormat format, Random random) throws IOException {
    Annotations all = RandomAnnotations.make(random, format);
    MemoryTree tree = MemoryTree.of(format, all);
    if (random.nextInt(3) == 0) {
      switch (format.id()) {
        case "cvat" -> tree.put(tree.paths().get(0), CVAT.getBytes(StandardCharsets.UTF_8));
        case "labelstudio" ->
            tree.put(tree.paths().get(0), LABEL_STUDIO.getBytes(StandardCharsets.UTF_8));
        case "yolo" -> tree.put("data.yaml", YAML.getBytes(StandardCharsets.UTF_8));
        default -> {}
      }
    }
    return tree;
  }
}
