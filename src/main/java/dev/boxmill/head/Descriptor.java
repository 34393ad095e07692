package dev.boxmill.head;

/** Placeholder compiled only until the head package defines it. */
public final class Descriptor {
  private Descriptor() {}
}
