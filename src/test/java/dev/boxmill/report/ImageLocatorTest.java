package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLocatorTest {
  @TempDir Path folder;
  private Path root;
  private Path inside;
  private Path secret;

  @BeforeEach
  void files() throws IOException {
    root = Files.createDirectories(folder.resolve("images")).toRealPath();
    Files.createDirectories(root.resolve("train"));
    inside = Files.writeString(root.resolve("train/a.jpg"), "a");
    Files.writeString(root.resolve("b.jpg"), "b");
    secret = Files.writeString(folder.resolve("secret.jpg"), "s").toRealPath();
    Files.createSymbolicLink(root.resolve("link.jpg"), secret);
  }

  @Test
  void takesPathsAsWritten() {
    ImageLocator locator = ImageLocator.asWritten();
    assertEquals(Optional.of(inside), locator.find(inside.toString()));
    assertEquals(Optional.of(inside), locator.find(inside.toUri().toString()));
    assertEquals(Optional.of(inside), locator.find("file:" + inside));
    assertEquals(Optional.empty(), locator.find("s3a://bucket/a.jpg"));
    assertEquals(Optional.empty(), locator.find(root.toString()));
    assertEquals(Optional.empty(), locator.find("nowhere.jpg"));
    assertEquals(Optional.empty(), locator.find("\0"));
    assertEquals(Optional.empty(), locator.find(""));
  }

  @Test
  void looksInTheFolderByPathThenByName() {
    ImageLocator locator = ImageLocator.in(root);
    assertEquals(Optional.of(inside), locator.find("train/a.jpg"));
    assertEquals(Optional.of(root.resolve("b.jpg")), locator.find("/old/place/b.jpg"));
    assertEquals(Optional.of(root.resolve("b.jpg")), locator.find("s3a://bucket/x/b.jpg"));
    assertEquals(Optional.of(root.resolve("b.jpg")), locator.find("elsewhere/b.jpg"));
    assertEquals(Optional.empty(), locator.find("c.jpg"));
  }

  @Test
  void neverLeavesTheFolder() {
    ImageLocator locator = ImageLocator.in(root);
    for (String path :
        new String[] {
          "../secret.jpg",
          "train/../../secret.jpg",
          secret.toString(),
          "link.jpg",
          "..",
          "/",
          "",
          secret.toUri().toString(),
          "s3a://bucket/.."
        }) {
      assertEquals(Optional.empty(), locator.find(path), path);
    }
  }

  @Test
  void theFolderMustBeThere() {
    assertThrows(UserException.class, () -> ImageLocator.in(folder.resolve("nothing")));
    assertThrows(UserException.class, () -> ImageLocator.in(secret));
  }
}
