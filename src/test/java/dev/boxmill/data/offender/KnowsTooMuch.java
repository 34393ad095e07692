package dev.boxmill.data.offender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.eval.offender.Offender;

/** Breaks rules on purpose: {@code ArchitectureTest} shows with it that its rules can fail. */
public final class KnowsTooMuch {
  private KnowsTooMuch() {}

  /** Closes a cycle of packages, and knows more than the JDK. */
  public static boolean offends(JsonNode node, Offender offender) {
    return node.isEmpty() || offender.id().isEmpty();
  }
}
