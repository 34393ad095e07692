package dev.boxmill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNamesTest {
  private static final ImageNames NAMES =
      new ImageNames(
          ImageTable.of(
              new ImageInfo(10, "a.jpg", 0, 0),
              new ImageInfo(11, "val/a.jpg", 0, 0),
              new ImageInfo(12, "train/a.jpg", 0, 0),
              new ImageInfo(13, "twice.jpg", 0, 0),
              new ImageInfo(14, "twice.jpg", 0, 0),
              new ImageInfo(15, "val/twice.jpg", 0, 0),
              new ImageInfo(16, "", 0, 0)));

  @ParameterizedTest
  @CsvSource({
    "a.jpg, 0",
    "/data/a.jpg, 0",
    "s3a://bucket/val/a.jpg, 1",
    "val/a.jpg, 1",
    "file:/x/train/a.jpg, 2",
    "/x/interval/a.jpg, 0",
    "/x/aa.jpg, -1",
    "/x/a.jpg.png, -1",
    "/x/twice.jpg, -2",
    "/val/twice.jpg, 5",
    "/x/, -1",
  })
  void theLongestNameThatEndsThePathWins(String path, int index) {
    assertEquals(index, NAMES.find(path));
  }
}
