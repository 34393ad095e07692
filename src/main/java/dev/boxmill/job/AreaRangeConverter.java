package dev.boxmill.job;

import dev.boxmill.eval.AreaRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code tiny=0:256}. */
final class AreaRangeConverter implements ITypeConverter<AreaRange> {

  @Override
  public AreaRange convert(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':', equals + 1);
    if (equals > 0 && colon > equals) {
      try {
        double low = Double.parseDouble(text.substring(equals + 1, colon));
        double high = Double.parseDouble(text.substring(colon + 1));
        if (low >= 0 && low <= high) {
          return new AreaRange(text.substring(0, equals), low, high);
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException(wrong(text));
      }
    }
    throw new TypeConversionException(wrong(text));
  }

  private static String wrong(String text) {
    return "'" + text + "' is no area range; give NAME=LOW:HIGH, as in tiny=0:256";
  }
}
