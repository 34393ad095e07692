package dev.boxmill.head;

import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.List;

/** Checks a model's outputs against what a head expects, so that a wrong descriptor is one line. */
public final class Outputs {
  private Outputs() {}

  /**
   * The output at a position, with its shape checked.
   *
   * @param outputs all of the model's
   * @param position in the model's order, from 0
   * @param descriptor names family and file in errors
   * @param expected dimensions behind the batch; -1 stands for any
   * @return the output itself
   * @throws UserException when the model has fewer outputs, or this one has another shape
   */
  public static Tensor at(
      List<Tensor> outputs, int position, Descriptor descriptor, int... expected) {
    if (position >= outputs.size()) {
      throw new UserException(
          descriptor.source()
              + ": the model has "
              + outputs.size()
              + " outputs and "
              + descriptor.family()
              + " needs more; give the descriptor that belongs to the model");
    }
    Tensor tensor = outputs.get(position);
    boolean fits = tensor.shape().length == expected.length + 1;
    for (int i = 0; fits && i < expected.length; i++) {
      fits = expected[i] < 0 || expected[i] == tensor.dim(i);
    }
    if (!fits) {
      throw new UserException(
          descriptor.source()
              + ": output \""
              + tensor.name()
              + "\" has shape "
              + Arrays.toString(tensor.shape())
              + " and "
              + descriptor.family()
              + " expects [N"
              + Arrays.stream(expected)
                  .mapToObj(d -> d < 0 ? ", any" : ", " + d)
                  .reduce("", String::concat)
              + "]; give the descriptor that belongs to the model");
    }
    return tensor;
  }
}
