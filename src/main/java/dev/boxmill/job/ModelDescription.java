package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.head.HeadDraft;
import dev.boxmill.head.HeadGuess;
import dev.boxmill.inference.ModelInspection;
import java.util.List;
import java.util.stream.Collectors;

/** What a model's file shows of itself, in words, and the head it seems to have. */
record ModelDescription(String file, ModelInspection found) {

  /**
   * The head, as the user says or as the outputs do.
   *
   * @param wanted null for what the outputs say
   * @throws UserException listing the candidates when there is not one alone
   */
  String head(String wanted) {
    List<String> heads = HeadGuess.guess(found.tensors());
    if (wanted != null) {
      if (!heads.contains(wanted)) {
        throw new UserException(
            "--head "
                + wanted
                + ": the outputs of "
                + file
                + " fit "
                + names(heads)
                + " "
                + shapes());
      }
      return wanted;
    }
    if (heads.size() == 1) {
      return heads.get(0);
    }
    throw new UserException(
        "--model "
            + file
            + ": no descriptor, and its outputs fit "
            + names(heads)
            + (heads.isEmpty() ? "; write a descriptor " : "; say which with --head ")
            + shapes());
  }

  private static String names(List<String> heads) {
    return heads.isEmpty() ? "no head" : String.join(" or ", heads);
  }

  private String shapes() {
    return found.outputs().stream()
        .map(ModelInspection.Port::toString)
        .collect(Collectors.joining("; ", "(", ")"));
  }

  HeadDraft draft(String head) {
    return HeadDraft.of(head, found.tensors(), found.form(), found.height(), found.width());
  }

  /** One line on what a run without descriptor takes for granted. */
  String assumed(String head) {
    return file
        + ": no descriptor; head guessed: "
        + head
        + " "
        + shapes()
        + "; assumed: input "
        + found.width()
        + " x "
        + found.height()
        + " and the preprocessing usual for "
        + head
        + " (--describe prints it)";
  }

  /** All there is to say, a line each, with a draft of a descriptor where the head is certain. */
  String text(String wanted) {
    StringBuilder text = new StringBuilder();
    text.append(file).append(" (").append(found.engine()).append(")\n");
    found.inputs().forEach(port -> text.append("input   ").append(port).append('\n'));
    found.outputs().forEach(port -> text.append("output  ").append(port).append('\n'));
    List<String> heads = wanted == null ? HeadGuess.guess(found.tensors()) : List.of(head(wanted));
    text.append("head    ").append(names(heads)).append('\n');
    if (heads.size() == 1) {
      HeadDraft draft = draft(heads.get(0));
      text.append("A descriptor to begin with; check preprocessing and classes");
      if (!draft.missing().isEmpty()) {
        text.append(", and add ").append(String.join(", ", draft.missing()));
      }
      text.append(":\n").append(draft.json()).append('\n');
    }
    return text.toString();
  }
}
