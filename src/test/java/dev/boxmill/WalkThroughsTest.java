package dev.boxmill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.Metric;
import dev.boxmill.format.AnnotationFormat;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.geometry.NmsRule;
import dev.boxmill.geometry.RankedBoxes;
import dev.boxmill.geometry.Suppression;
import dev.boxmill.geometry.Survivors;
import dev.boxmill.head.Candidates;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.HeadDecoder;
import dev.boxmill.head.Tensor;
import dev.boxmill.input.InputKind;
import dev.boxmill.input.Inputs;
import dev.boxmill.report.FindingsResult;
import dev.boxmill.report.ReportData;
import dev.boxmill.report.ReportSection;
import dev.boxmill.report.RunInfo;
import dev.boxmill.report.TableView;
import dev.boxmill.report.TableView.Cell;
import dev.boxmill.report.TableView.Column;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that docs/extending.md and docs/heads.md tell people to begin with do work. */
class WalkThroughsTest {
  private static final List<Path> PAGES =
      List.of(Path.of("docs", "extending.md"), Path.of("docs", "heads.md"));

  @TempDir Path folder;

  private static List<DocumentedSource> all() throws IOException {
    List<DocumentedSource> all = new ArrayList<>();
    for (Path page : PAGES) {
      all.addAll(DocumentedSource.of(page));
    }
    return all;
  }

  private <T> T load(Class<T> type) throws IOException {
    for (DocumentedSource source : all()) {
      if (source.service().equals(type.getSimpleName())) {
        return source.load(type, MethodHandles.lookup(), folder);
      }
    }
    throw new AssertionError("no page shows a " + type.getSimpleName());
  }

  @Test
  void everySortOfServiceIsShownAndTestedHere() throws IOException {
    Set<String> shown = all().stream().map(DocumentedSource::service).collect(Collectors.toSet());
    Set<String> tested =
        Set.of(
            "HeadDecoder",
            "Metric",
            "AnnotationFormat",
            "ReportSection",
            "Suppression",
            "InputKind");
    assertEquals(new TreeSet<>(tested), new TreeSet<>(shown));
  }

  @Test
  void theHeadDecodesItsRows() throws IOException {
    HeadDecoder decoder = load(HeadDecoder.class);
    assertEquals("edges", decoder.id());
    Descriptor descriptor =
        Descriptor.parse(
            """
            {"family": "edges", "input": [3, 32, 32], "classes": ["a", "b"],
             "preprocessing": {"resize": "stretch", "colour": "RGB", "scale": 1,
                               "mean": [0, 0, 0], "std": [1, 1, 1]}}
            """,
            "edges.json");
    HeadDecoder.Head head = decoder.prepare(descriptor);
    // Two images of one row each; the second image's row is an "a" of .25 and a "b" of .75.
    float[] data = {0, 0, 9, 9, .9f, .9f, 1, 2, 3, 4, .25f, .75f};
    Candidates found = new Candidates();
    head.decode(List.of(new Tensor("out", new int[] {2, 1, 6}, data)), 1, .5, found);
    assertEquals(1, found.size());
    assertEquals(1, found.classIndex(0));
    assertEquals(.75, found.score(0));
    for (int side = 0; side < 4; side++) {
      assertEquals(side + 1, found.edge(0, side));
    }
    Tensor wrong = new Tensor("out", new int[] {1, 1, 5}, new float[5]);
    UserException e =
        assertThrows(
            UserException.class, () -> head.decode(List.of(wrong), 0, .5, new Candidates()));
    assertTrue(e.getMessage().contains("[1, 1, 5] and edges expects [N, any, 6]"), e.getMessage());
  }

  @Test
  void theMetricCountsAndMerges() throws IOException {
    Metric metric = load(Metric.class);
    assertEquals("confident", metric.id());
    ImageInfo[] images = {new ImageInfo(1, "1.jpg", 9, 9), new ImageInfo(2, "2.jpg", 9, 9)};
    Annotations truth =
        new Annotations(
            ImageTable.of(images),
            List.of(new Category(4, "cat", ""), new Category(7, "dog", "")),
            new GroundTruthTable.Builder().build());
    EvaluationOptions options = EvaluationOptions.standard();
    // At .5 and above: a cat in image 1, a cat in image 2. Class 9 is not in the ground truth.
    DetectionTable first = detections(1, new int[] {4, 7, 9}, .5, .49, .9);
    DetectionTable second = detections(2, new int[] {4, 4}, .8, .1);
    List<List<Object>> expected = List.of(List.of(4, "cat", 2L), List.of(7, "dog", 0L));

    Metric.Evaluation whole = metric.start(truth, options);
    whole.add(first);
    whole.add(second);
    assertEquals(expected, whole.result().tables().get(0).rows());
    assertEquals(Map.of("confident", 2.), whole.result().statistics());

    // The way of a cluster: fragments of two tasks, reduced in a third, added in a fourth.
    Metric.Evaluation a = metric.start(truth, options);
    a.add(first);
    Metric.Evaluation b = metric.start(truth, options);
    b.add(second);
    List<byte[]> fragments = List.of(a.close().get(0), b.close().get(0));
    Metric.Evaluation merged = metric.start(truth, options);
    merged.mergeReduced(0, metric.start(truth, options).reduce(0, fragments));
    assertEquals(expected, merged.result().tables().get(0).rows());
  }

  private static DetectionTable detections(int image, int[] categories, double... scores) {
    DetectionTable.Builder built = new DetectionTable.Builder();
    for (int i = 0; i < scores.length; i++) {
      built.add(image, categories[i], 0, 0, 5, 5, scores[i], 10L * image + i);
    }
    return built.build();
  }

  @Test
  void theFormatReadsWhatItWritesAndNamesTheBadLine() throws IOException {
    AnnotationFormat format = load(AnnotationFormat.class);
    String text =
        """
        image,class,left,top,right,bottom
        a.jpg,cat,1,2,4,6
        "b,c.jpg",dog,0,0,.5,8
        a.jpg,dog,3,3,5,5
        """;
    Path file = Files.writeString(folder.resolve("boxes.csv"), text);
    assertTrue(format.recognises(FileTree.of(file)));
    Annotations read = format.read(FileTree.of(file), ReadOptions.plain());
    assertEquals(2, read.images().size());
    assertEquals(3, read.groundTruths().size());
    assertEquals(12, read.groundTruths().area(0)); // 4 - 1 by 6 - 2
    assertEquals("", format.losses(read).toString());
    Path copy = folder.resolve("copy.csv");
    format.write(read, path -> Files.newOutputStream(copy));
    // Objects are written by image: the row of b,c.jpg goes last.
    assertEquals(
        """
        image,class,left,top,right,bottom
        a.jpg,cat,1,2,4,6
        a.jpg,dog,3,3,5,5
        "b,c.jpg",dog,0,0,0.5,8
        """,
        Files.readString(copy));
    Files.writeString(file, text + "a.jpg,cat,9,2,4,6\n");
    UserException e =
        assertThrows(
            UserException.class, () -> format.read(FileTree.of(file), ReadOptions.plain()));
    assertTrue(e.getMessage().contains("boxes.csv:5: the box ends before"), e.getMessage());
    Files.writeString(file, "a,b\n1,2\n");
    assertFalse(format.recognises(FileTree.of(file)));
  }

  @Test
  void theSectionShowsATableWhereThereAreTimes() throws IOException {
    ReportSection section = load(ReportSection.class);
    assertFalse(section.hasData(findingsAfter(Double.NaN)));
    ReportData data = findingsAfter(7);
    assertTrue(section.hasData(data));
    TableView table = (TableView) section.view(data).model();
    assertEquals(
        List.of("Run", "Job", "Seconds"), table.columns().stream().map(Column::name).toList());
    assertEquals(
        List.of(List.of("findings.json", "validate", "7")),
        table.rows().stream().map(row -> row.stream().map(Cell::text).toList()).toList());
  }

  /** What a validate job of so many seconds leaves; NaN where it did not say. */
  private static ReportData findingsAfter(double seconds) {
    RunInfo run =
        new RunInfo("out/findings.json", "validate", "1", "", seconds, Map.of(), Map.of());
    FindingsResult findings = new FindingsResult(run, List.of(), null);
    return new ReportData(
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(findings),
        List.of(),
        Map.of());
  }

  @Test
  void theSuppressionDropsABoxWithinAnother() throws IOException {
    Suppression method = load(Suppression.class);
    // The second lies within the first (covered 1, IoU 1/4); the third half beside it (1/2).
    double[] edges = {0, 0, 10, 10, 0, 0, 5, 5, 5, 0, 15, 10};
    RankedBoxes boxes =
        new RankedBoxes(3, edges, new double[] {.9, .8, .7}, new int[] {4, 5, 6}, null, null);
    Survivors survivors = new Survivors();
    method.suppress(boxes, new NmsRule(.5, Double.NaN, 0, 100), survivors);
    assertEquals(2, survivors.size());
    assertEquals(4, survivors.index(0));
    assertEquals(6, survivors.index(1));
  }

  @Test
  void theInputKindListsItsImages() throws IOException {
    InputKind kind = load(InputKind.class);
    Path list = folder.resolve("images.jsonl");
    Files.writeString(list, "{\"image\": \"a/1.jpg\", \"id\": 3}\n\n{\"image\": \"/b.jpg\"}\n");
    assertEquals(List.of(folder + "/a/1.jpg", "/b.jpg"), Inputs.list(kind, list));
    Files.writeString(list, "{\"id\": 3}\n");
    UserException e = assertThrows(UserException.class, () -> Inputs.list(kind, list));
    assertTrue(e.getMessage().endsWith("has no \"image\"; give each one its path"));
  }
}
