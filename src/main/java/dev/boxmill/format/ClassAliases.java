package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names that mean the same class, from a text file: {@code airplane = aeroplane}, a class a line,
 * more names after commas. Any of them may stand for any other.
 */
public final class ClassAliases {
  private ClassAliases() {}

  /**
   * Reads a whole file; one list a line.
   *
   * @param source UTF-8 text
   * @return the names of each line, in its order
   * @throws UserException naming the line that is no alias
   */
  public static List<List<String>> read(Source source) {
    List<List<String>> groups = new ArrayList<>();
    for (TextLine line : TextLine.of(source)) {
      String[] sides = line.text().split("=", -1);
      List<String> names =
          sides.length != 2
              ? List.of()
              : Stream.concat(Stream.of(sides[0]), Arrays.stream(sides[1].split(",", -1)))
                  .map(String::strip)
                  .toList();
      if (names.isEmpty() || names.contains("")) {
        throw new UserException(
            line.place() + ": no alias; write name = other name, or name = other, another");
      }
      groups.add(names);
    }
    return groups;
  }
}
