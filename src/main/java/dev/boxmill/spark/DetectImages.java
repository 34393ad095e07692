package dev.boxmill.spark;

import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.input.ImageEntry;
import java.util.List;

/**
 * The images of a detect run.
 *
 * @param list as {@link dev.boxmill.input.ImageListing} gives them
 * @param options limits of each image, and whether large JPEG files are decoded reduced
 * @param maxErrors the run stops when more cannot be used; {@link Long#MAX_VALUE} for never
 * @param proposals for models that take them; else null
 */
public record DetectImages(
    List<ImageEntry> list, DecodeOptions options, long maxErrors, ProposalTable proposals) {

  /**
   * Without proposals.
   *
   * @param list as {@link dev.boxmill.input.ImageListing} gives them
   * @param options limits of each image, and whether large JPEG files are decoded reduced
   * @param maxErrors the run stops when more cannot be used; {@link Long#MAX_VALUE} for never
   */
  public DetectImages(List<ImageEntry> list, DecodeOptions options, long maxErrors) {
    this(list, options, maxErrors, null);
  }

  /**
   * {@return the same images with proposals}
   *
   * @param table null for none; rows of other images do no harm
   */
  public DetectImages withProposals(ProposalTable table) {
    return new DetectImages(list, options, maxErrors, table);
  }

  /**
   * {@return all of them, whatever the errors, with the standard limits}
   *
   * @param list as {@link dev.boxmill.input.ImageListing} gives them
   */
  public static DetectImages plain(List<ImageEntry> list) {
    return new DetectImages(list, DecodeOptions.standard(), Long.MAX_VALUE);
  }
}
