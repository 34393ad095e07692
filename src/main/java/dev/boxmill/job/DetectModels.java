package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.HeadDraft;
import dev.boxmill.head.Heads;
import dev.boxmill.inference.ModelInspection;
import dev.boxmill.inference.ModelKind;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.store.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Finds the models of a detect run and their descriptors, given or guessed. */
final class DetectModels {
  private final ModelOptions options;
  private final NmsOptions nms;
  private final Configuration hadoop;

  private DetectModels(ModelOptions options, NmsOptions nms, Configuration hadoop) {
    this.options = options;
    this.nms = nms;
    this.hadoop = hadoop;
  }

  /**
   * The models in the user's order.
   *
   * @throws UserException when one cannot be used, or two cannot be told apart
   */
  static List<DetectModel> find(
      ModelOptions options, NmsOptions nms, boolean fused, Configuration hadoop) {
    DetectModels finder = new DetectModels(options, nms, hadoop);
    List<DetectModel> models = new ArrayList<>();
    Map<String, String> ids = new HashMap<>();
    for (int i = 0; i < options.files.size(); i++) {
      DetectModel model = finder.model(i);
      String other = ids.put(model.id(), options.files.get(i));
      if (other != null) {
        throw new UserException(
            "--model "
                + options.files.get(i)
                + ": has the name of "
                + other
                + ", and detections are told apart by it; rename one");
      }
      models.add(model);
    }
    if (fused) {
      checkClasses(models);
    }
    return models;
  }

  /**
   * Checks that what is to be written besides rows can say what the models find.
   *
   * @throws UserException when a model gives several lists of detections an image
   */
  static void checkFiles(DetectConfig config, List<DetectModel> models) {
    String option = otherOutput(config);
    for (DetectModel model : models) {
      if (option != null && Heads.find(model.descriptor()).givesParts()) {
        throw new UserException(
            option
                + ": "
                + model.fileName()
                + " gives detections of every decoder layer, which it cannot keep apart; leave it"
                + " out, and measure a layer with evaluate --model "
                + model.descriptor().name()
                + "/layer-N");
      }
    }
  }

  /** The first option given for an output besides rows, or null. */
  private static String otherOutput(DetectConfig config) {
    ImageOutputOptions images = config.imageOutputs();
    if (config.cocoJson() != null) {
      return "--coco-json";
    }
    if (images.yoloDir != null) {
      return "--yolo-dir";
    }
    if (images.vocDir != null) {
      return "--voc-dir";
    }
    return images.draw > 0 ? "--draw" : null;
  }

  /** One id must not mean two things when boxes are fused by it. */
  private static void checkClasses(List<DetectModel> models) {
    Map<Integer, String> names = new HashMap<>();
    for (DetectModel model : models) {
      int[] ids = model.descriptor().categoryIds();
      for (int c = 0; c < ids.length; c++) {
        String name = model.descriptor().classes().get(c);
        String known = ids[c] == Descriptor.DROPPED ? null : names.putIfAbsent(ids[c], name);
        if (known != null && !known.equals(name)) {
          throw new UserException(
              "--ensemble: category "
                  + ids[c]
                  + " is \""
                  + name
                  + "\" in "
                  + model.descriptor().source()
                  + " and \""
                  + known
                  + "\" in another; set category_ids alike");
        }
      }
    }
  }

  private DetectModel model(int i) {
    String given = options.files.get(i);
    RemoteFile file = RemoteFile.find("--model", given, hadoop).local();
    ModelKind.of(given, file.head(4));
    String checksum = file.sha256();
    if (!options.checksums.isEmpty() && !options.checksums.get(i).equalsIgnoreCase(checksum)) {
      throw new UserException(
          "--model "
              + given
              + ": has SHA-256 "
              + checksum
              + ", not "
              + options.checksums.get(i)
              + " (--model-sha256); it is not run");
    }
    Descriptor descriptor = descriptor(i, file);
    Heads.prepare(descriptor);
    return new DetectModel(file.uri(), checksum, descriptor, nms.settings(descriptor));
  }

  private Descriptor descriptor(int i, RemoteFile file) {
    String path = options.descriptorPath(i);
    if (!options.descriptors.isEmpty() || RemoteFile.exists(path, hadoop)) {
      return Descriptor.parse(RemoteFile.find("--descriptor", path, hadoop).text(), path);
    }
    ModelInspection found = ModelInspection.of(Path.of(URI.create(file.uri())), options.side());
    ModelDescription description = new ModelDescription(options.files.get(i), found);
    String head = description.head(options.head);
    HeadDraft draft = description.draft(head);
    if (!draft.missing().isEmpty()) {
      throw new UserException(
          path
              + ": no descriptor; the outputs fit "
              + head
              + ", which also needs "
              + String.join(", ", draft.missing())
              + ": write one (--describe prints a draft)");
    }
    System.err.println(description.assumed(head));
    return Descriptor.parse(draft.json(), "guessed descriptor of " + options.files.get(i));
  }
}
