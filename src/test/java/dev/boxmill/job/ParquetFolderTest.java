package dev.boxmill.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetFolderTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message detect {
            required binary path (STRING);
            required int32 width;
            required int32 height;
            required group detections (LIST) { repeated group list { required group element {
              required double x; required double y; required double w; required double h;
              optional int32 query; } } }
          }
          """);

  @TempDir Path folder;

  /** Two rows: an image without boxes, and one with a box for every query; null for none. */
  private void write(String name, Integer... queries) throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve(name)))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .build()) {
      writer.write(image());
      Group image = image();
      for (Integer query : queries) {
        Group box = image.getGroup("detections", 0).addGroup("list").addGroup("element");
        box.append("x", 1.0).append("y", 1.0).append("w", 2.0).append("h", 2.0);
        if (query != null) {
          box.append("query", query);
        }
      }
      writer.write(image);
    }
  }

  private static Group image() {
    Group row = new SimpleGroup(SCHEMA).append("path", "a.jpg");
    row.append("width", 8).append("height", 8).addGroup("detections");
    return row;
  }

  @Test
  void nullsAreNoValues() throws IOException {
    write("a.parquet", null, null);
    assertFalse(ParquetFolder.hasValues(folder, "detections", "query"));
    assertNull(ResultQueries.read(folder), "a detector without queries");
    assertFalse(ParquetFolder.hasValues(folder, "detections", "none"), "no such column");
    write("b.parquet");
    assertFalse(ParquetFolder.hasValues(folder, "detections", "query"), "no boxes");
    write("c.parquet", null, 7, 7);
    assertTrue(ParquetFolder.hasValues(folder, "detections", "query"), "one file of three");
    assertEquals(2, ResultQueries.read(folder).slots().get(0).boxes());
  }
}
