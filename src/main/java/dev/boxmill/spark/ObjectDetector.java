package dev.boxmill.spark;

import dev.boxmill.error.UserException;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.Suppressions;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.Heads;
import dev.boxmill.inference.DecodeOptions;
import dev.boxmill.inference.Detector;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.inference.ModelKind;
import dev.boxmill.store.RemoteFile;
import dev.boxmill.store.SavedConfiguration;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Images to boxes as a stage of Spark ML, for batches and streams. Setters are called as those of
 * DJL's Spark extension are.
 *
 * <p>{@code inputCol} holds encoded images (binary, as Spark's {@code binaryFile} source reads
 * them), paths (string) or structs of Spark's {@code image} source. All columns stay; {@code
 * outputCol} is a struct of {@code width}, {@code height} (pixels of the upright image), {@code
 * detections} (an array of {@code category_id}, {@code label}, {@code score}, {@code x}, {@code y},
 * {@code w}, {@code h}, best score first, in those pixels) and {@code error}: null, or why this
 * image could not be used. A bad image never fails a job; a store that does not answer does.
 *
 * <p>A model is code: load only what you trust. Which images share a forward pass follows from the
 * order of a partition's rows; on a GPU the last bits of a score may hang on that.
 */
public final class ObjectDetector extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> outputCol;
  private final Param<String> modelUrl;
  private final Param<String> descriptorUrl;
  private final Param<String> engine;
  private final Param<String> device;
  private final IntParam batchSize;
  private final DoubleParam scoreThreshold;
  private final Param<String> nms;
  private final DoubleParam nmsIou;
  private final IntParam maxDetections;

  /** With a name of its own. */
  public ObjectDetector() {
    this(Identifiable$.MODULE$.randomUID("ObjectDetector"));
  }

  /**
   * What Spark ML makes copies with.
   *
   * @param uid unique within a pipeline
   */
  @SuppressWarnings("this-escape") // Spark's parameters belong to an object by its name alone.
  public ObjectDetector(String uid) {
    this.uid = uid;
    inputCol = new Param<>(uid, "inputCol", "column of bytes, paths or image structs");
    outputCol = new Param<>(uid, "outputCol", "column for what was found");
    modelUrl = new Param<>(uid, "modelUrl", "TorchScript or ONNX file");
    descriptorUrl = new Param<>(uid, "descriptorUrl", "what goes in and comes out");
    engine = new Param<>(uid, "engine", "PyTorch or OnnxRuntime; what the file needs if not set");
    device = new Param<>(uid, "device", "auto, cpu or gpu");
    batchSize = new IntParam(uid, "batchSize", "images a forward pass");
    scoreThreshold = new DoubleParam(uid, "scoreThreshold", "least score of a detection");
    nms = new Param<>(uid, "nms", "how duplicates are removed");
    nmsIou = new DoubleParam(uid, "nmsIou", "IoU above which a box is a duplicate");
    maxDetections = new IntParam(uid, "maxDetections", "most detections an image");
    setDefault(inputCol, "content");
    setDefault(outputCol, "detected");
    setDefault(device, "auto");
    setDefault(batchSize, 8);
    setDefault(scoreThreshold, 0.01);
    setDefault(maxDetections, 100);
  }

  /**
   * {@return the stage that {@link #save} wrote, with its name and parameters}
   *
   * @param path folder on any Hadoop file system
   */
  public static ObjectDetector load(String path) {
    return read().load(path);
  }

  /** {@return what {@link #load} reads with; Spark ML finds this method by its name} */
  public static MLReader<ObjectDetector> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * {@return this, with the column of images}
   *
   * @param value bytes, paths or image structs; by default {@code content}, as {@code binaryFile}
   *     calls it
   */
  public ObjectDetector setInputCol(String value) {
    return put(inputCol, value);
  }

  /**
   * {@return this, with the column that is added}
   *
   * @param value no column of the input; by default {@code detected}
   */
  public ObjectDetector setOutputCol(String value) {
    return put(outputCol, value);
  }

  /**
   * {@return this, with the model's file}
   *
   * @param value TorchScript or ONNX on any Hadoop file system; needed
   */
  public ObjectDetector setModelUrl(String value) {
    return put(modelUrl, value);
  }

  /**
   * {@return this, with the model's descriptor}
   *
   * @param value a file; by default the model's with {@code .json} for its extension
   */
  public ObjectDetector setDescriptorUrl(String value) {
    return put(descriptorUrl, value);
  }

  /**
   * {@return this, refusing models of another engine}
   *
   * @param value {@code PyTorch} or {@code OnnxRuntime}; by default what the file needs
   */
  public ObjectDetector setEngine(String value) {
    return put(engine, value);
  }

  /**
   * {@return this, with the device}
   *
   * @param value {@code auto} (by default), {@code cpu} or {@code gpu}
   */
  public ObjectDetector setDevice(String value) {
    return put(device, value);
  }

  /**
   * {@return this, with the images of a forward pass}
   *
   * @param value 1 to 4096, 8 by default; a graph with a fixed batch keeps its own
   */
  public ObjectDetector setBatchSize(int value) {
    return put(batchSize, value);
  }

  /**
   * {@return this, with the least score of a detection}
   *
   * @param value in [0, 1]; 0.01 by default
   */
  public ObjectDetector setScoreThreshold(double value) {
    return put(scoreThreshold, value);
  }

  /**
   * {@return this, with the removal of duplicates}
   *
   * @param value a method of {@code jobs/detect --nms}; by default {@code hard} where a threshold
   *     is known, else {@code none}
   */
  public ObjectDetector setNms(String value) {
    return put(nms, value);
  }

  /**
   * {@return this, with the IoU above which a box is a duplicate}
   *
   * @param value in [0, 1]; the descriptor's by default
   */
  public ObjectDetector setNmsIou(double value) {
    return put(nmsIou, value);
  }

  /**
   * {@return this, with the most detections of an image}
   *
   * @param value at least 1; 100 by default
   */
  public ObjectDetector setMaxDetections(int value) {
    return put(maxDetections, value);
  }

  /** {@return the parameter of {@link #setInputCol}} */
  public Param<String> inputCol() {
    return inputCol;
  }

  /** {@return the parameter of {@link #setOutputCol}} */
  public Param<String> outputCol() {
    return outputCol;
  }

  /** {@return the parameter of {@link #setModelUrl}} */
  public Param<String> modelUrl() {
    return modelUrl;
  }

  /** {@return the parameter of {@link #setDescriptorUrl}} */
  public Param<String> descriptorUrl() {
    return descriptorUrl;
  }

  /** {@return the parameter of {@link #setEngine}} */
  public Param<String> engine() {
    return engine;
  }

  /** {@return the parameter of {@link #setDevice}} */
  public Param<String> device() {
    return device;
  }

  /** {@return the parameter of {@link #setBatchSize}} */
  public IntParam batchSize() {
    return batchSize;
  }

  /** {@return the parameter of {@link #setScoreThreshold}} */
  public DoubleParam scoreThreshold() {
    return scoreThreshold;
  }

  /** {@return the parameter of {@link #setNms}} */
  public Param<String> nms() {
    return nms;
  }

  /** {@return the parameter of {@link #setNmsIou}} */
  public DoubleParam nmsIou() {
    return nmsIou;
  }

  /** {@return the parameter of {@link #setMaxDetections}} */
  public IntParam maxDetections() {
    return maxDetections;
  }

  private <T> ObjectDetector put(Param<T> param, Object value) {
    @SuppressWarnings("unchecked") // A boxed number where Scala's parameter has a plain one.
    T typed = (T) value;
    set(param, typed);
    return this;
  }

  @SuppressWarnings("unchecked") // As above.
  private <T> T value(Param<?> param) {
    return isDefined(param) ? (T) getOrDefault(param) : null;
  }

  /**
   * Adds what is found. Reads the model and its descriptor at once, images when rows are asked for.
   *
   * @throws UserException when a parameter, the model or its descriptor will not do
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    SparkSession spark = dataset.sparkSession();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    StructType schema = transformSchema(dataset.schema());
    ImageColumn column = ImageColumn.of(dataset.schema(), value(inputCol));
    String url = value(modelUrl);
    if (url == null) {
      throw new UserException("modelUrl: not set; give a TorchScript or ONNX file");
    }
    RemoteFile model = RemoteFile.find("modelUrl", url, hadoop).local();
    requireEngine(ModelKind.of(url, model.head(4)));
    String beside = url.substring(0, Math.max(url.lastIndexOf('.'), url.lastIndexOf('/') + 1));
    String given = value(descriptorUrl);
    String where = given == null ? beside + ".json" : given;
    Descriptor descriptor =
        Descriptor.parse(RemoteFile.find("descriptorUrl", where, hadoop).text(), where);
    BroadcastModel sent = BroadcastModel.send(spark, model, model.sha256());
    ObjectDetectorTask task =
        new ObjectDetectorTask(
            sent,
            settings(descriptor, sent.checksum()),
            column,
            DecodeOptions.standard(),
            new SavedConfiguration(hadoop));
    return dataset.toDF().mapPartitions(task, Encoders.row(schema));
  }

  private void requireEngine(ModelKind kind) {
    String wanted = value(engine);
    if (wanted != null && !wanted.equalsIgnoreCase(kind.engine())) {
      throw new UserException("engine " + wanted + ": the model's file needs " + kind.engine());
    }
  }

  private Detector.Settings settings(Descriptor descriptor, String checksum) {
    Heads.prepare(descriptor);
    int batch = this.<Integer>value(batchSize);
    int most = this.<Integer>value(maxDetections);
    double least = this.<Double>value(scoreThreshold);
    if (batch < 1 || batch > 4096 || most < 1 || !(least >= 0 && least <= 1)) {
      throw new UserException(
          "batchSize "
              + batch
              + ", maxDetections "
              + most
              + ", scoreThreshold "
              + least
              + ": give 1 to 4096, at least 1, and a number in [0, 1]");
    }
    Double iou = value(nmsIou);
    if (iou == null && descriptor.nmsIou().isPresent()) {
      iou = descriptor.nmsIou().getAsDouble();
    }
    NmsSettings removal = NmsSettings.of(value(nms), iou, null, false);
    Suppressions.check(removal.method(), descriptor.family(), Heads.find(descriptor).gives());
    return new Detector.Settings(
        checksum,
        descriptor.json(),
        descriptor.source(),
        device(value(device)),
        batch,
        least,
        removal,
        most,
        null);
  }

  private static DeviceChoice device(String name) {
    try {
      return DeviceChoice.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UserException("device " + name + ": give auto, cpu or gpu", e);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    ImageColumn.of(schema, value(inputCol));
    String added = value(outputCol);
    if (schema.getFieldIndex(added).isDefined()) {
      throw new UserException("outputCol '" + added + "': there is such a column; name another");
    }
    return ObjectDetectorTask.schema(schema, added);
  }

  @Override
  public ObjectDetector copy(ParamMap extra) {
    return this.<ObjectDetector>defaultCopy(extra);
  }
}
