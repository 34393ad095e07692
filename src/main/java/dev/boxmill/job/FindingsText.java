package dev.boxmill.job;

import dev.boxmill.check.Example;
import dev.boxmill.check.Finding;
import dev.boxmill.check.Severity;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings as a person reads them on the console. */
final class FindingsText {
  private static final int SHOWN = 3;

  private FindingsText() {}

  static void print(List<Finding> findings, PrintWriter console) {
    if (findings.isEmpty()) {
      console.println("validate: nothing found");
      return;
    }
    for (Finding f : findings) {
      console.printf(
          Locale.ROOT, "%n%-8s%s (%,d): %s%n", name(f.severity()), f.id(), f.count(), f.message());
      f.examples().stream().limit(SHOWN).forEach(e -> console.println("        " + line(e)));
      console.println("        mend: " + f.mend());
    }
    console.println();
    console.println("validate: " + total(findings));
  }

  private static String line(Example e) {
    StringBuilder line = new StringBuilder();
    if (e.image() != null) {
      line.append(e.image()).append(": ");
    }
    if (e.objectId() != null) {
      line.append("object ").append(e.objectId()).append(' ');
    }
    if (e.box() != null) {
      line.append(
          e.box().stream()
              .map(v -> String.format(Locale.ROOT, "%.1f", v))
              .collect(Collectors.joining(", ", "[", "]: ")));
    }
    // File names and class names may hold line ends.
    return line.append(e.detail()).toString().replaceAll("\\p{Cntrl}", "?");
  }

  private static String total(List<Finding> findings) {
    return Arrays.stream(Severity.values())
        .map(
            s ->
                (s == Severity.INFO ? "remarks" : name(s) + "s")
                    + ": "
                    + findings.stream().filter(f -> f.severity() == s).count())
        .collect(Collectors.joining(", "));
  }

  private static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
