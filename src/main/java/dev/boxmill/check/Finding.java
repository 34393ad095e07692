package dev.boxmill.check;

import java.util.List;

/**
 * Something that a check found.
 *
 * @param id what it is, in kebab case; the same for every data set
 * @param severity how much it matters
 * @param count how often
 * @param message what is wrong, in one line
 * @param mend how to mend it, in one line
 * @param examples the first of them
 */
public record Finding(
    String id, Severity severity, long count, String message, String mend, List<Example> examples) {

  public Finding {
    examples = List.copyOf(examples);
  }
}
