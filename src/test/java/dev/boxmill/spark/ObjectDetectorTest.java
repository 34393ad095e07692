package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ObjectDetectorTest {
  private static final String MODEL = "models/models/yolov8.pt";
  private static final int PHOTOS = 5;

  @TempDir static Path folder;
  private static SparkSession spark;
  private static Path photos;

  @BeforeAll
  static void start() throws Exception {
    spark = LocalSpark.open(2);
    photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 1; i <= PHOTOS; i++) {
      String name = String.format("%06d.jpg", i);
      Files.copy(Path.of("models/data/val", name), photos.resolve(name));
    }
    Files.writeString(photos.resolve("broken.jpg"), "no picture");
  }

  @AfterAll
  static void stop() {
    LocalSpark.close(spark);
  }

  private static Dataset<Row> files() {
    return spark.read().format("binaryFile").load(photos.toString());
  }

  private static ObjectDetector detector() {
    return new ObjectDetector().setModelUrl(MODEL).setScoreThreshold(0.3).setBatchSize(2);
  }

  /** Name, error and detections, by name. */
  private static List<String> found(Dataset<Row> rows) {
    return rows.select(col("path"), col("detected.*")).collectAsList().stream()
        .map(
            row ->
                row.getString(0).replaceFirst(".*/", "")
                    + (row.isNullAt(4) ? "" : " " + row.getString(4).replaceFirst(":.*", ""))
                    + row.getList(3))
        .sorted()
        .toList();
  }

  @Test
  void bytesPathsAndPixelsGiveTheSame() {
    List<String> expected = found(detector().transform(files()));
    assertEquals(PHOTOS + 1, expected.size());
    assertTrue(expected.get(0).startsWith("000001.jpg["));
    assertTrue(expected.get(0).contains("square") || expected.get(0).length() > 40);
    assertEquals("broken.jpg not-an-image[]", expected.get(PHOTOS));
    Dataset<Row> paths = files().select("path").withColumn("name", col("path"));
    assertEquals(expected, found(detector().setInputCol("name").transform(paths)));
    Dataset<Row> pixels =
        spark
            .read()
            .format("image")
            .option("dropInvalid", true)
            .load(photos.toString())
            .withColumn("path", col("image.origin"));
    List<String> decoded = found(detector().setInputCol("image").transform(pixels));
    // Java's JPEG decoder differs from OpenCV's by a level here and there.
    assertEquals(PHOTOS, decoded.size());
    assertEquals(boxes(expected), boxes(decoded));
  }

  private static List<Integer> boxes(List<String> found) {
    return found.stream().limit(PHOTOS).map(text -> text.split("\\[", -1).length - 2).toList();
  }

  @Test
  void theRowsOfDetectAreTheSame() {
    Dataset<Row> rows = detector().transform(files()).select(col("path"), col("detected.*"));
    // A sweep is the job's alone.
    Dataset<Row> job = spark.createDataFrame(List.of(), ImageDetectionsCodec.schema());
    assertEquals(job.drop("nms_sweep").schema().catalogString(), rows.schema().catalogString());
  }

  @Test
  void aPipelineIsSavedAndLoaded() throws Exception {
    String place = folder.resolve("pipeline").toString();
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {detector().setNmsIou(0.4)});
    PipelineModel model = pipeline.fit(files());
    model.write().overwrite().save(place);
    PipelineModel loaded = PipelineModel.load(place);
    ObjectDetector stage = (ObjectDetector) loaded.stages()[0];
    assertEquals(0.4, stage.getOrDefault(stage.nmsIou()));
    assertFalse(stage.isDefined(stage.descriptorUrl()));
    assertEquals(found(model.transform(files())), found(loaded.transform(files())));
    assertEquals(stage.uid(), ObjectDetector.load(place + "/stages/0_" + stage.uid()).uid());
  }

  @Test
  void aStreamOfFilesIsDetectedOn() throws Exception {
    Dataset<Row> stream =
        spark
            .readStream()
            .format("binaryFile")
            .schema(files().schema())
            .option("maxFilesPerTrigger", 2)
            .load(photos.toString());
    StreamingQuery query =
        detector()
            .transform(stream)
            .select("path", "detected")
            .writeStream()
            .format("parquet")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .option("path", folder.resolve("streamed").toString())
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();
    assertTrue(query.exception().isEmpty());
    Dataset<Row> streamed = spark.read().parquet(folder.resolve("streamed").toString());
    assertEquals(found(detector().transform(files())), found(streamed));
  }

  @Test
  void whatIsNotThereIsAnErrorOfItsRowAlone() {
    Dataset<Row> rows =
        spark
            .createDataset(
                IntStream.range(0, 3)
                    .mapToObj(i -> i == 1 ? "/nowhere/x.jpg" : photos + "/000001.jpg")
                    .toList(),
                org.apache.spark.sql.Encoders.STRING())
            .toDF("path");
    List<Row> found = detector().setInputCol("path").transform(rows).collectAsList();
    assertNull(found.get(0).getStruct(1).get(3));
    assertEquals("unreadable-file: no such file", found.get(1).getStruct(1).getString(3));
    assertEquals(found.get(0), found.get(2));
  }

  private static void refused(String message, ObjectDetector detector) {
    UserException e = assertThrows(UserException.class, () -> detector.transform(files()));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void mistakesAreToldBeforeAnyTask() {
    refused("no such column; there are path", detector().setInputCol("picture"));
    refused("is bigint; give encoded bytes", detector().setInputCol("length"));
    refused("there is such a column", detector().setOutputCol("path"));
    refused("modelUrl: not set", new ObjectDetector());
    refused("no such file", detector().setModelUrl("nowhere.pt"));
    refused("needs PyTorch", detector().setEngine("OnnxRuntime"));
    refused("batchSize 0", detector().setBatchSize(0));
    refused("give auto, cpu or gpu", detector().setDevice("tpu"));
  }
}
