package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.head.Heads;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.spark.ProposalTable;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Whether the proposals that a detect run is given are those that its model wants. */
final class DetectProposals {
  private DetectProposals() {}

  /**
   * The proposals; null where neither the model takes nor the user gives any.
   *
   * @throws UserException when one of them does, or they cannot be read
   */
  static ProposalTable open(DetectConfig config, List<DetectModel> models, SparkSession spark) {
    String file = config.models().proposals;
    check(file, models);
    return file == null ? null : ProposalTable.open(spark, file, config.inputs().imageRoot());
  }

  /**
   * For what cannot be done with proposals.
   *
   * @throws UserException when the model takes any
   */
  static void refuse(String option, DetectModel model) {
    if (Heads.prepare(model.descriptor()).takesProposals()) {
      throw new UserException(
          option + ": " + model.fileName() + " takes proposals, for which there is none");
    }
  }

  /**
   * Checks that both go together.
   *
   * @param file as given; null for none
   */
  static void check(String file, List<DetectModel> models) {
    for (DetectModel model : models) {
      boolean taken = Heads.prepare(model.descriptor()).takesProposals();
      if (taken && file == null) {
        throw new UserException(
            "--model "
                + model.fileName()
                + ": takes proposals (\"rois\": \"input\"); give them with --proposals");
      }
      if (!taken && file != null) {
        throw new UserException(
            "--proposals "
                + file
                + ": "
                + model.fileName()
                + " finds its own; omit them, or set \"rois\": \"input\" in the descriptor of a"
                + " second stage");
      }
    }
  }
}
