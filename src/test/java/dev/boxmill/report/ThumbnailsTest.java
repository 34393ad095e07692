package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.boxmill.report.Thumbnail.Missing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {
  @TempDir Path folder;

  @Test
  void stopsAtTheLimitAndSaysWhy() throws IOException {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ImageIO.write(
          new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB),
          "png",
          folder.resolve(i + ".png").toFile());
      paths.add(folder.resolve(i + ".png").toString());
    }
    Files.writeString(folder.resolve("broken.jpg"), "no picture");
    paths.add(folder.resolve("broken.jpg").toString());
    paths.add("gone.jpg");

    Map<String, Thumbnail> all = Thumbnails.make(paths, ImageLocator.asWritten(), 1_000_000);
    List<Thumbnail> made = paths.stream().map(all::get).toList();
    for (Thumbnail t : made.subList(0, 4)) {
      assertNotNull(t.dataUri());
    }
    assertEquals(Missing.UNREADABLE, made.get(4).missing());
    assertEquals(Missing.NOT_FOUND, made.get(5).missing());

    long two = 2L * made.get(0).dataUri().length();
    Map<String, Thumbnail> some = Thumbnails.make(paths, ImageLocator.asWritten(), two);
    assertEquals(2, some.values().stream().filter(t -> t.missing() == Missing.OVER_LIMIT).count());
    assertEquals(Missing.OVER_LIMIT, some.get(paths.get(2)).missing());
    assertEquals(
        0,
        Thumbnails.make(paths, ImageLocator.asWritten(), 0).values().stream()
            .filter(t -> t.dataUri() != null)
            .count());
  }
}
