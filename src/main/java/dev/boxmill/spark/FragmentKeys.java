package dev.boxmill.spark;

/** Keys under which no protocol gives fragments. */
final class FragmentKeys {
  /** Findings about ids and images. */
  static final long FINDINGS = -1;

  /** The source has to be read in the careful way. */
  static final long UNREADABLE = -2;

  private FragmentKeys() {}
}
