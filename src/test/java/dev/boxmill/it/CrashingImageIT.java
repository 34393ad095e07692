package dev.boxmill.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that dies of white images (tools/make_crashing_model.py) on a real cluster. */
final class CrashingImageIT {
  private static final int IMAGES = 20;

  /** Two in one batch, and one in another task. */
  private static final List<Integer> DEADLY = List.of(9, 10, 17);

  @TempDir Path folder;

  @Test
  void imagesThatKillTheirProcessAreNamedAndLeftOut() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < IMAGES; i++) {
      picture(photos.resolve(name(i)), 10 * i);
    }
    for (int deadly : DEADLY) {
      Files.writeString(photos.resolve(name(deadly)), "no image: an empty place in the batch");
    }
    detect("local[1]", photos, "calm");

    for (int deadly : DEADLY) {
      picture(photos.resolve(name(deadly)), 255);
    }
    String said;
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      said = detect(cluster.url(), photos, "crashed");
    }
    assertTrue(said.contains("3 errors (3 crashed-the-process)"), said);
    assertFalse(Files.exists(folder.resolve("crashed/_tries")));
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      Map<String, String> calm = rows(spark, "calm");
      Map<String, String> crashed = rows(spark, "crashed");
      assertEquals(IMAGES, crashed.size());
      for (int deadly : DEADLY) {
        String path = photos.resolve(name(deadly)).toString();
        String error = crashed.remove(path);
        assertTrue(error.contains("\"error\":\"crashed-the-process: "), error);
        assertTrue(calm.remove(path).contains("not-an-image"));
      }
      // Their neighbours in the batch too, which were run alone.
      assertEquals(calm, crashed);
    }
  }

  private String detect(String master, Path photos, String out) throws Exception {
    return Processes.job(
            "detect",
            "--master",
            master,
            "--images",
            photos.toString(),
            "--model",
            "src/test/resources/crash/crash.pt",
            "--batch-size",
            "4",
            "--out",
            folder.resolve(out).toString())
        .out();
  }

  private static String name(int image) {
    return String.format("%02d.png", image);
  }

  private static void picture(Path file, int grey) throws IOException {
    BufferedImage picture = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(new Color(grey, grey, grey));
    pen.fillRect(0, 0, 48, 32);
    pen.dispose();
    ImageIO.write(picture, "png", file.toFile());
  }

  private Map<String, String> rows(SparkSession spark, String name) {
    Map<String, String> rows = new TreeMap<>();
    for (Row row : spark.read().parquet(folder.resolve(name).toString()).collectAsList()) {
      assertNull(rows.put(row.getAs("path"), row.json()), "twice");
    }
    return rows;
  }
}
