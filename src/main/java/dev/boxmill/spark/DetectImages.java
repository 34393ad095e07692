package dev.boxmill.spark;

import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.input.ImageEntry;
import java.util.List;

/**
 * The images of a detect run.
 *
 * @param list as {@link dev.boxmill.input.ImageListing} gives them
 * @param maxErrors the run stops when more cannot be used; {@link Long#MAX_VALUE} for never
 * @param proposals for models that take them; else null
 */
public record DetectImages(
    List<ImageEntry> list, DecodeOptions options, long maxErrors, ProposalTable proposals) {

  /** Without proposals. */
  public DetectImages(List<ImageEntry> list, DecodeOptions options, long maxErrors) {
    this(list, options, maxErrors, null);
  }

  /** The same images with proposals. */
  public DetectImages withProposals(ProposalTable table) {
    return new DetectImages(list, options, maxErrors, table);
  }

  /** All of them, whatever the errors, with the standard limits. */
  public static DetectImages plain(List<ImageEntry> list) {
    return new DetectImages(list, DecodeOptions.standard(), Long.MAX_VALUE);
  }
}
