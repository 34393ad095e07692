package dev.boxmill.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a measurement was made on, and the memory of this process; null for what is not told. */
final class Machine {
  private Machine() {}

  /** The machine by what makes it fast or slow; not by its name. */
  static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processor", value("/proc/cpuinfo", "model name"));
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("java", System.getProperty("java.version"));
    return facts;
  }

  /** Memory that this process has in use, its libraries' among it; null outside Linux. */
  static Long residentBytes() {
    return bytes("VmRSS");
  }

  /** The most that this process ever had in use; null outside Linux. */
  static Long peakResidentBytes() {
    return bytes("VmHWM");
  }

  private static Long bytes(String key) {
    String value = value("/proc/self/status", key);
    return value == null ? null : (Long) (Long.parseLong(value.replace(" kB", "")) << 10);
  }

  /** The first of a file's lines "key : value"; null where there is none. */
  private static String value(String file, String key) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return null; // no Linux
    }
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(null);
  }
}
