package dev.boxmill.input;

/** How an image's bytes lie in their file; what {@link EntryReader} goes by. */
public enum Storage {
  /** The file is the image. */
  FILE,
  /** {@code length} bytes at {@code position}, as they are. */
  RANGE,
  /** A zip entry: local header at {@code position}, {@code extra} bytes packed. */
  ZIP,
  /** A Parquet column: row {@code extra} of row group {@code position}. */
  PARQUET,
  /** A SequenceFile: record {@code extra} of those that begin at {@code position}. */
  SEQUENCE
}
