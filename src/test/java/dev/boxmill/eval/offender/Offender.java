package dev.boxmill.eval.offender;

import ai.djl.Device;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.boxmill.data.Category;
import dev.boxmill.data.offender.KnowsTooMuch;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.HeadDecoder;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import picocli.CommandLine;

/** Breaks rules on purpose: {@code ArchitectureTest} shows with it that its rules can fail. */
public class Offender implements HeadDecoder {
  private final String id;

  protected Offender(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    throw new UnsupportedOperationException(Device.cpu() + id);
  }

  boolean closesTheCycle() {
    return KnowsTooMuch.offends(NullNode.getInstance(), this);
  }

  Object encoders() {
    return Encoders.tuple(Encoders.bean(Category.class), Encoders.kryo(Category.class));
  }

  Object files() {
    return new Configuration(false);
  }

  void exits(CommandLine line) {
    System.exit(line.execute());
    Runtime.getRuntime().halt(1);
  }
}
