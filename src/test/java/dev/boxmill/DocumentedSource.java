package dev.boxmill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A whole Java file in a fenced block of a page, compiled in the package that it names.
 *
 * @param service the interface that its {@code @AutoService} names, without the package
 */
record DocumentedSource(String packageName, String name, String service, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(package .*?)^```");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+);");
  private static final Pattern CLASS =
      Pattern.compile("@AutoService\\((\\w+)\\.class\\)\\npublic final class (\\w+)");

  /** All blocks of a page that are whole files. */
  static List<DocumentedSource> of(Path page) throws IOException {
    List<DocumentedSource> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(page));
    while (blocks.find()) {
      String text = blocks.group(1);
      Matcher named = PACKAGE.matcher(text);
      Matcher declared = CLASS.matcher(text);
      assertTrue(named.find() && declared.find(), () -> page + ": no registered class: " + text);
      found.add(new DocumentedSource(named.group(1), declared.group(2), declared.group(1), text));
    }
    return found;
  }

  /**
   * Compiles the file, without a warning, and gives what ServiceLoader finds of it. Its classes
   * become members of their package as the build would make them; only this call's ServiceLoader
   * knows that they are registered, so that other tests do not see them.
   */
  <T> T load(Class<T> type, MethodHandles.Lookup caller, Path folder) throws IOException {
    assertEquals(type.getSimpleName(), service);
    compile(folder);
    define(type, caller, folder);
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(type.getName()), packageName + "." + name + "\n");
    URL[] only = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(only, type.getClassLoader())) {
      return ServiceLoader.load(type, loader).stream()
          .filter(p -> p.type().getSimpleName().equals(name))
          .map(ServiceLoader.Provider::get)
          .findFirst()
          .orElseThrow();
    }
  }

  private void compile(Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:all,-classfile,-path,-processing,-serial",
            "-d",
            folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      boolean good =
          compiler
              .getTask(null, files, said, options, null, files.getJavaFileObjects(source))
              .call();
      assertTrue(
          good && said.getDiagnostics().isEmpty(), () -> name + ": " + said.getDiagnostics());
    }
  }

  private static void define(Class<?> type, MethodHandles.Lookup caller, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, caller);
      for (Path each : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        inside.defineClass(Files.readAllBytes(each));
      }
    } catch (IllegalAccessException e) {
      throw new InternalException("tests may look into their own packages", e);
    }
  }
}
