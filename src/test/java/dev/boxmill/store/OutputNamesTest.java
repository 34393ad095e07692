package dev.boxmill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OutputNamesTest {
  private static OutputNames names(String... sorted) {
    return new OutputNames(sorted[0], sorted[sorted.length - 1]);
  }

  @Test
  void namesBeginBelowTheFolderThatAllShare() {
    OutputNames names = names("/photos/a/1.jpg", "/photos/a/2.x.jpg", "/photos/b/1.jpg");
    assertEquals("a/1", names.of("/photos/a/1.jpg"));
    assertEquals("a/2.x", names.of("/photos/a/2.x.jpg"));
    assertEquals("1", names("/photos/1.jpg").of("/photos/1.jpg"));
    assertEquals(
        "val/1", names("s3a://b/train/1.jpg", "s3a://b/val/1.jpg").of("s3a://b/val/1.jpg"));
    // A name that begins as another's folder does is no folder.
    assertEquals("ab/1", names("/p/a/1.jpg", "/p/ab/1.jpg").of("/p/ab/1.jpg"));
  }

  @Test
  void noNameLeavesItsFolder() {
    String first = "/x/a.tar/";
    List<String> hostile =
        List.of(
            "../../etc/cron.d/job.jpg",
            "/etc/passwd.jpg",
            "..\\..\\boot.jpg",
            "a/./b/../../../c.jpg",
            "~/.ssh/.jpg",
            "C:evil.jpg",
            "line\nbreak.jpg",
            "n".repeat(400) + "/" + "\u4e16".repeat(300) + ".jpg");
    Path folder = Path.of("/out/labels");
    for (String entry : hostile) {
      String name = names(first + "0.jpg", first + "~.jpg").of(first + entry);
      Path file = folder.resolve(name + ".txt");
      assertTrue(file.normalize().startsWith(folder), name);
      assertEquals(file, file.normalize(), "no dots to be resolved");
      for (Path part : Path.of(name)) {
        assertTrue(part.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 250);
        assertTrue(!part.toString().startsWith("."), "hidden");
      }
      assertTrue(name.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':'), name);
    }
  }

  @Test
  void imagesThatWouldShareAFileAreToldApart() {
    OutputNames names = names("/p/a.jpg", "/p/a.png");
    assertEquals(names.key("/p/a.jpg"), names.key("/p/A.png"));
    OutputNames apart = names.withShared(Set.of(names.key("/p/a.jpg")));
    assertNotEquals(apart.of("/p/a.jpg"), apart.of("/p/a.png"));
    assertTrue(apart.of("/p/a.jpg").matches("a-[0-9a-f]{8}"));
    assertEquals("b", apart.of("/p/b.jpg"));
  }
}
