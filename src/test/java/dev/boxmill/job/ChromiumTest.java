package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stand-ins for Chromium that are missing or fail. */
class ChromiumTest {
  @TempDir Path folder;

  private String program(String name, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder.resolve("none") + File.pathSeparator + bin;
  }

  @Test
  void isLookedForOnThePath() throws IOException {
    assertEquals(Optional.empty(), Chromium.on(null));
    assertEquals(Optional.empty(), Chromium.on(folder + File.pathSeparator));
    assertTrue(Chromium.on(program("google-chrome", "exit 0")).isPresent());
  }

  @Test
  void givesWhatThePageBecame() throws IOException {
    String path = program("chromium", "for last; do :; done; cat \"${last#file://}\"");
    assertEquals("<p>é</p>", Chromium.on(path).orElseThrow().dump("<p>é</p>"));
  }

  @Test
  void failuresAreOneLine() throws IOException {
    String path = program("chromium", "echo first >&2; echo no display >&2; exit 3");
    Chromium chromium = Chromium.on(path).orElseThrow();
    UserException e = assertThrows(UserException.class, () -> chromium.dump(""));
    assertTrue(e.getMessage().endsWith("chromium ended with code 3: no display"), e.getMessage());
  }

  @Test
  void aPageWithoutFiguresIsOneLine() throws IOException {
    Chromium chromium = Chromium.on(program("chromium", "echo '<html></html>'")).orElseThrow();
    FigureExport export = new FigureExport(folder.resolve("out"), chromium);
    UserException e = assertThrows(UserException.class, () -> export.write(""));
    assertTrue(e.getMessage().contains("drew no figures"), e.getMessage());
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  /** Names come from the page alone, but a page is no reason to write outside the folder. */
  @Test
  void namesThatAreNoWordsAreRefused() throws IOException {
    String figures =
        Base64.getEncoder()
            .encodeToString(
                "[{\"section\":\"../x\",\"chart\":\"y\"}]".getBytes(StandardCharsets.UTF_8));
    Chromium chromium =
        Chromium.on(program("chromium", "echo '<pre id=\"figures\">" + figures + "</pre>'"))
            .orElseThrow();
    FigureExport export = new FigureExport(folder.resolve("out"), chromium);
    UserException e = assertThrows(UserException.class, () -> export.write(""));
    assertTrue(e.getMessage().contains("a figure without a name"), e.getMessage());
    assertTrue(Files.notExists(folder.resolve("x-y.svg")));
  }
}
