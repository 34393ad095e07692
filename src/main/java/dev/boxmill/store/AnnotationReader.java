package dev.boxmill.store;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.error.UserException;
import dev.boxmill.format.AnnotationRows;
import dev.boxmill.format.CategoryJson;
import dev.boxmill.format.FileTree;
import dev.boxmill.format.ReadOptions;
import dev.boxmill.format.Want;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads annotations in Parquet, several row groups of all files at the same time. */
final class AnnotationReader {
  private static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder().usePageChecksumVerification(true).build();

  /** Row groups that are in memory at the same time, whatever the machine. */
  private static final int WAVE = 16;

  private final FileTree tree;
  private final ReadOptions options;
  private final Map<Integer, Category> classes = new TreeMap<>();

  /** A row group. */
  private record Group(
      String name, ParquetInput input, MessageType wanted, int block, long first) {}

  AnnotationReader(FileTree tree, ReadOptions options) {
    this.tree = tree;
    this.options = options;
  }

  Annotations read(List<String> files) throws IOException {
    List<ParquetInput> inputs = new ArrayList<>();
    try {
      List<Group> groups = new ArrayList<>();
      for (String file : files) {
        ParquetInput input = ParquetInput.of(tree, file);
        inputs.add(input);
        groups(tree.source(file).name(), input, groups);
      }
      return read(groups, inputs.size());
    } finally {
      for (ParquetInput input : inputs) {
        input.close();
      }
    }
  }

  /** Lists a file's row groups and learns its classes. */
  private void groups(String name, ParquetInput input, List<Group> groups) {
    try (ParquetFileReader reader = ParquetFileReader.open(input.file(), OPTIONS)) {
      ParquetMetadata footer = reader.getFooter();
      Map<String, String> notes = footer.getFileMetaData().getKeyValueMetaData();
      String known = notes.get(AnnotationSchema.CATEGORIES);
      Set<String> unwanted = new HashSet<>();
      if (known != null) {
        CategoryJson.read(name + " (" + AnnotationSchema.CATEGORIES + ")", known)
            .forEach(c -> know(name, c));
        unwanted.add("label");
      }
      if (!options.wanted().contains(Want.IF_THERE)) {
        if (!options.wanted().contains(Want.MASKS)) {
          unwanted.addAll(Set.of("mask", "polygons"));
        }
        if (!options.wanted().contains(Want.KEYPOINTS)) {
          unwanted.add("keypoints");
        }
      }
      MessageType schema = footer.getFileMetaData().getSchema();
      MessageType wanted = AnnotationSchema.of(name, schema, unwanted);
      if (known == null && !AnnotationSchema.has(wanted, "label")) {
        throw new UserException(
            name
                + ": neither a column 'annotations.label' nor metadata "
                + AnnotationSchema.CATEGORIES
                + " says what the classes are called; add one");
      }
      long first = 0;
      for (int i = 0; i < footer.getBlocks().size(); i++) {
        BlockMetaData block = footer.getBlocks().get(i);
        for (ColumnChunkMetaData column : block.getColumns()) {
          long end = column.getStartingPos() + column.getTotalSize();
          if (column.getTotalSize() < 0 || end > input.file().getLength()) {
            throw new UserException(
                name + ": no readable Parquet (a column ends behind the file); write it again");
          }
        }
        groups.add(new Group(name, input, wanted, i, first));
        first += block.getRowCount();
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw unreadable(name, e);
    }
  }

  private void know(String name, Category c) {
    Category other = classes.putIfAbsent(c.id(), c);
    if (other != null && !other.equals(c)) {
      throw new UserException(
          name
              + ": class id "
              + c.id()
              + " is '"
              + c.name()
              + "' here and '"
              + other.name()
              + "' in another file, or differs otherwise; give files of one data set");
    }
  }

  private Annotations read(List<Group> groups, int files) throws IOException {
    boolean imageIds = all(groups, g -> g.wanted().containsField("image_id"), "image_id");
    boolean objectIds = all(groups, g -> AnnotationSchema.has(g.wanted(), "id"), "annotations.id");
    int[] ends = new int[groups.size()];
    Arrays.fill(ends, Integer.MAX_VALUE);
    AnnotationRows rows =
        new AnnotationRows(
            options,
            image -> {
              int g = (int) IntStream.of(ends).filter(end -> end <= image).count();
              long row = groups.get(g).first() + image - (g == 0 ? 0 : ends[g - 1]);
              return groups.get(g).name() + ": row " + (row + 1);
            });
    for (int from = 0; from < ends.length; from += WAVE) {
      List<Group> wave = groups.subList(from, Math.min(ends.length, from + WAVE));
      List<AnnotationPart> parts =
          new ArrayList<>(wave.parallelStream().map(group -> part(group, imageIds)).toList());
      for (int i = from; i < from + wave.size(); i++) {
        String name = groups.get(i).name();
        // Let go of each: all are as large as what is built.
        AnnotationPart part = parts.set(i - from, null);
        ends[i] = (i == 0 ? 0 : ends[i - 1]) + part.rows();
        part.labels().forEach((id, label) -> label(name, id, label));
        part.addTo(rows);
      }
    }
    return rows.build(List.copyOf(classes.values()), imageIds, objectIds);
  }

  /** A class of which rows alone tell. */
  private void label(String name, int id, String label) {
    Category known = classes.get(id);
    if (known == null || !known.name().equals(label)) {
      know(name, new Category(id, label, ""));
    }
  }

  private interface Has {
    boolean test(Group group);
  }

  private boolean all(List<Group> groups, Has has, String column) {
    long having = groups.stream().filter(has::test).count();
    if (having > 0 && having < groups.size()) {
      throw new UserException(
          tree.name() + ": column '" + column + "' is in some files only; write them alike");
    }
    return having > 0;
  }

  private AnnotationPart part(Group group, boolean imageIds) {
    AnnotationPart part = new AnnotationPart(imageIds, options.heapBytes() / WAVE);
    try (ParquetFileReader reader = ParquetFileReader.open(group.input().file(), OPTIONS)) {
      MessageType file = reader.getFileMetaData().getSchema();
      reader.setRequestedSchema(group.wanted());
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(group.wanted(), file);
      AnnotationRow row = new AnnotationRow(group.wanted());
      PageReadStore pages = reader.readRowGroup(group.block());
      RecordReader<AnnotationRow> rows =
          columns.getRecordReader(pages, new RowParts.Same<>(row, row));
      for (long i = 0; i < pages.getRowCount(); i++) {
        rows.read();
        part.add(row);
      }
      return part;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A damaged length makes Parquet ask for any amount of memory in one piece.
      throw unreadable(group.name(), e);
    }
  }

  /** Parquet has no exception of its own for a file that is none, or is broken. */
  private static UserException unreadable(String name, Throwable e) {
    if (e instanceof UserException known) {
      return known;
    }
    String mend = "; write it again";
    if (e instanceof OutOfMemoryError) {
      mend = "; it is damaged, or BOXMILL_DRIVER_MEMORY too small";
    }
    return new UserException(
        name + ": no readable Parquet (" + StoreErrors.reason(e) + ")" + mend, e);
  }
}
