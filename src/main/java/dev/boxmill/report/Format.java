package dev.boxmill.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Numbers as a person reads them. */
final class Format {
  static final String UNDEFINED = "–";

  private Format() {}

  /** Three decimals; a dash for -1 and NaN. */
  static String metric(double value) {
    return value >= 0 ? String.format(Locale.ROOT, "%.3f", value) : UNDEFINED;
  }

  /** Three decimals and the sign; "±0.000" would be a claim, so zero has none. */
  static String signed(double value) {
    String text = String.format(Locale.ROOT, "%+.3f", value).replace('-', '\u2212');
    return text.substring(1).equals("0.000") ? "0.000" : text;
  }

  /** Grouped by thousands. */
  static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String count(OptionalDouble value) {
    return value.isPresent() ? count(value.getAsDouble()) : UNDEFINED;
  }

  /** Three significant digits below 100, whole above. */
  static String rate(double value) {
    return value >= 100
        ? count(value)
        : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }

  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /** "0.8 s", "42 s", "3 min 5 s", "2 h 7 min". */
  static String duration(double seconds) {
    if (Double.isNaN(seconds)) {
      return UNDEFINED;
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }

  /** "2026-11-20 22:54 UTC" from ISO-8601; other texts stay as they are. */
  static String moment(String iso) {
    return iso.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z")
        ? iso.substring(0, 10) + " " + iso.substring(11, 16) + " UTC"
        : iso;
  }

  /** A value out of a run's options or facts. */
  static String plain(Object value) {
    if (value == null) {
      return UNDEFINED;
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? UNDEFINED
          : String.join(", ", list.stream().map(Format::plain).toList());
    }
    if (value instanceof Map<?, ?> map) {
      return String.join(
          ", ", map.entrySet().stream().map(e -> e.getKey() + ": " + plain(e.getValue())).toList());
    }
    if (value instanceof Double d) {
      return Math.abs(d) >= 1e15 || d != Math.rint(d)
          ? String.format(Locale.ROOT, "%.6g", d)
              .replaceFirst("(\\.\\d*?)0+$", "$1")
              .replaceFirst("\\.$", "")
          : String.valueOf(d.longValue());
    }
    return value.toString();
  }

  /** The last part of a path, for headings. */
  static String lastName(String path) {
    String trimmed = path.replaceFirst("[/\\\\]+$", "");
    return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
  }
}
