package dev.boxmill.check;

/** How much a finding matters. The worst comes first. */
public enum Severity {
  /** Certainly wrong: training or evaluation on it is. */
  ERROR,
  /** Probably a mistake; somebody should look. */
  WARNING,
  /** Good to know. */
  INFO
}
