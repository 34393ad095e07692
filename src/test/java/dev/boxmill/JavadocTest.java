package dev.boxmill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code javadoc -Xdoclint} says of the members that the Javadoc shows: nothing. */
class JavadocTest {
  private static final Path SOURCES = Path.of("src", "main", "java");

  /** All parameters, results and exceptions are described. A package once here stays. */
  private static final List<String> COMPLETE =
      List.of(
          "assign",
          "audit",
          "check",
          "cluster",
          "data",
          "error",
          "eval",
          "format",
          "geometry",
          "head",
          "inference",
          "input",
          "job",
          "report",
          "spark",
          "store");

  @TempDir Path classes;

  /** Broken links, HTML and tags, wherever they are. */
  @Test
  void nothingIsWrongAnywhere() throws IOException {
    assertEquals("", complaints("all,-missing", sources(List.of(""))));
  }

  @Test
  void completePackagesLackNothing() throws IOException {
    assertEquals("", complaints("all", sources(COMPLETE)));
  }

  @Test
  void aMissingCommentIsFound() throws IOException {
    Path bare = Files.writeString(classes.resolve("Bare.java"), "public class Bare {}");
    assertTrue(complaints("all", List.of(bare)).endsWith(": no comment"));
  }

  private static List<Path> sources(List<String> packages) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : packages) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve("dev/boxmill").resolve(name))) {
        files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }

  /** The checks on what others can see, by javac, which is the quicker way to the same linter. */
  private String complaints(String checks, List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xdoclint:" + checks + "/protected",
            "-Xmaxwarns",
            "9999",
            "-d",
            classes.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      compiler
          .getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && !atCompactConstructor(d))
        .map(JavadocTest::line)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Up to JDK 18 the linter wants the parameters there that the record's own comment has described
   * (JDK-8275784); without a comment, javadoc writes those into the page.
   */
  private static boolean atCompactConstructor(Diagnostic<? extends JavaFileObject> d) {
    try {
      String text = d.getSource() == null ? "" : d.getSource().getCharContent(true).toString();
      int end = text.indexOf('\n', (int) d.getPosition());
      int start = text.lastIndexOf('\n', Math.max(0, end - 1)) + 1;
      return end > 0 && text.substring(start, end).matches("  +public \\w+ \\{");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Diagnostic<? extends JavaFileObject> d) {
    String file = d.getSource() == null ? "" : d.getSource().getName();
    return file + ":" + d.getLineNumber() + ": " + d.getMessage(null);
  }
}
