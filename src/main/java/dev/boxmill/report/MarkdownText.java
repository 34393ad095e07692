package dev.boxmill.report;

/**
 * Text out of results for GitHub-flavoured Markdown, where it must neither become markup nor leave
 * its line or its cell, mention people or link to issues.
 *
 * @see <a href="https://github.github.com/gfm/">the GFM specification</a>
 */
final class MarkdownText {
  /** Code points of a name; what is beyond is cut off. */
  private static final int LONGEST = 80;

  private MarkdownText() {}

  /**
   * A name as code: there GitHub neither formats nor looks for mentions, issues and links. Plain
   * names stay readable in the source; others are character references in an HTML element, because
   * what a backslash before a pipe means in a code span depends on the reader.
   */
  static String name(String name) {
    String line = shortened(oneLine(name));
    if (line.isEmpty()) {
      return Format.UNDEFINED;
    }
    return line.matches("[^`|\\\\]+") ? "`" + line + "`" : "<code>" + references(line) + "</code>";
  }

  /** A sentence that may hold names; GitHub's own letters lose their meaning. */
  static String sentence(String text) {
    // A zero-width space keeps GitHub, which looks at the finished text, from a mention or a link.
    return references(oneLine(text))
        .replace("&#64;", "@&#8203;")
        .replace("&#35;", "#&#8203;")
        .replaceAll("(?i)\\b(https?|ftp|www|GH)\\b", "$1&#8203;");
  }

  /** On one line, without characters that are unseen, turn the writing direction or end lines. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(c -> line.appendCodePoint(seen(c)));
    return line.toString().replaceAll(" +", " ").strip();
  }

  private static int seen(int c) {
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> '\uFFFD';
      default -> c;
    };
  }

  private static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
  }

  /** Every ASCII character that may be markup as a reference, which never is. */
  private static String references(String line) {
    StringBuilder text = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              if ("\\`*_{}[]<>#|~&$@!:\"'^=".indexOf(c) >= 0) {
                text.append("&#").append(c).append(';');
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
