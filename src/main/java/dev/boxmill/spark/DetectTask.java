package dev.boxmill.spark;

import dev.boxmill.data.ImageDetections;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import dev.boxmill.head.PostProcessor;
import dev.boxmill.head.Preprocessing;
import dev.boxmill.inference.DetectionPipeline;
import dev.boxmill.inference.DetectorModel;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.inference.ImageDecoder;
import dev.boxmill.inference.ModelRegistry;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.OptionalDouble;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** One partition of images through the executor's model. */
final class DetectTask implements FlatMapFunction<Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;

  /**
   * What every task needs to know; plain values, so that it serialises.
   *
   * @param modelFile name among Spark's files
   * @param nmsIou negative for none
   */
  record Plan(
      String modelFile,
      String checksum,
      String descriptorJson,
      String descriptorSource,
      DeviceChoice device,
      int batchSize,
      double scoreThreshold,
      double nmsIou,
      int maxDetections)
      implements Serializable {}

  private final Plan plan;
  private final Broadcast<SerializableConfiguration> configuration;
  private final LongAccumulator done;
  private final LongAccumulator errors;
  private final CollectionAccumulator<String> devices;

  DetectTask(
      Plan plan,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator done,
      LongAccumulator errors,
      CollectionAccumulator<String> devices) {
    this.plan = plan;
    this.configuration = configuration;
    this.done = done;
    this.errors = errors;
    this.devices = devices;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> files) {
    if (!files.hasNext()) {
      return java.util.Collections.emptyIterator();
    }
    Descriptor descriptor = Descriptor.parse(plan.descriptorJson(), plan.descriptorSource());
    ModelRegistry.Lease lease =
        ModelRegistry.acquire(
            Path.of(SparkFiles.get(plan.modelFile())), plan.checksum(), plan.device());
    DetectorModel model = lease.model();
    devices.add(model.device());
    Preprocessing input = descriptor.preprocessing();
    int batch = model.fixedBatch() > 0 ? model.fixedBatch() : plan.batchSize();
    OptionalDouble nms =
        plan.nmsIou() < 0 ? OptionalDouble.empty() : OptionalDouble.of(plan.nmsIou());
    DetectionPipeline pipeline =
        new DetectionPipeline(
            images(files),
            new ImageDecoder(input),
            model.newSession(),
            new DetectionPipeline.InputShape(batch, input.height(), input.width()),
            Heads.prepare(descriptor),
            new PostProcessor(descriptor, nms, plan.maxDetections()),
            plan.scoreThreshold(),
            decodeThreads(model));
    // Also when the task is killed or the consumer stops early.
    TaskContext.get()
        .addTaskCompletionListener(
            context -> {
              pipeline.close();
              lease.close();
            });
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pipeline.hasNext();
      }

      @Override
      public Row next() {
        ImageDetections image = pipeline.next();
        done.add(1);
        if (image.error() != null) {
          errors.add(1);
        }
        return ImageDetectionsCodec.encode(image);
      }
    };
  }

  /** A GPU is fed by all cores of its executor; on a CPU the tasks beside this one decode too. */
  private static int decodeThreads(DetectorModel model) {
    return model.device().equals("cpu")
        ? 1
        : Math.max(2, Runtime.getRuntime().availableProcessors() - 1);
  }

  private Iterator<HadoopImage> images(Iterator<Row> files) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return files.hasNext();
      }

      @Override
      public HadoopImage next() {
        return new HadoopImage(ImageFile.decode(files.next()), configuration.value().value());
      }
    };
  }
}
