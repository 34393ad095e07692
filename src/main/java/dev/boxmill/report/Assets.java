package dev.boxmill.report;

import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Scripts and styles that become part of the page. */
final class Assets {
  /** From the library's jar (Apache-2.0; its licence header is part of the file). */
  private static final String ECHARTS =
      "/META-INF/resources/_static/echarts/5.6.0/dist/echarts.min.js";

  private Assets() {}

  static String echarts() {
    return load(ECHARTS).orElseThrow(() -> new InternalException(ECHARTS + ": not in the jar"));
  }

  /** A file beside this class, such as "page.css". */
  static String own(String name) {
    return load(name).orElseThrow(() -> new InternalException(name + ": not in the jar"));
  }

  /** A section's script, where it has one. */
  static Optional<String> sectionScript(String id) {
    return load("sections/" + id + ".js");
  }

  private static Optional<String> load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", ""));
    } catch (IOException e) {
      throw new InternalException(name + ": cannot be read from the jar", e);
    }
  }
}
