package dev.boxmill.job;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A page in Chromium, opened anew for every test. */
abstract class BrowserPage {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  /** Written by the test before the first one begins. */
  static Path page;

  static Browser browser;

  @BeforeAll
  static void openBrowser() throws Exception {
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterAll
  static void closeBrowser() throws Exception {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @BeforeEach
  void openPage() throws Exception {
    browser.window(1440, 1000, "light");
    browser.open(page);
  }
}
