package dev.boxmill.job;

import dev.boxmill.report.AuditResult;
import dev.boxmill.report.AuditResult.Box;
import dev.boxmill.report.AuditResult.Suspect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.parquet.example.data.Group;

/** audit's suspects (docs/formats/audit-parquet.md) as the page's records. */
final class ResultSuspects {
  private ResultSuspects() {}

  /** The first ones, in order of rank. */
  static List<Suspect> read(Path folder) {
    List<Suspect> suspects = new ArrayList<>();
    ParquetFolder.read(
        folder,
        Set.of(),
        row -> {
          if (row.getInteger("rank", 0) <= AuditResult.SHOWN) {
            suspects.add(suspect(row));
          }
        });
    suspects.sort(Comparator.comparingInt(Suspect::rank));
    return suspects;
  }

  private static Suspect suspect(Group row) {
    return new Suspect(
        row.getInteger("rank", 0),
        row.getString("kind", 0),
        row.getDouble("confidence", 0),
        row.getString("file_name", 0),
        row.getInteger("width", 0),
        row.getInteger("height", 0),
        text(row, "label"),
        box(row, ""),
        text(row, "suggested_label"),
        box(row, "suggested_"),
        row.getInteger("models", 0));
  }

  private static String text(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? null : row.getString(column, 0);
  }

  private static Box box(Group row, String prefix) {
    if (row.getFieldRepetitionCount(prefix + "x") == 0) {
      return null;
    }
    return new Box(
        row.getDouble(prefix + "x", 0),
        row.getDouble(prefix + "y", 0),
        row.getDouble(prefix + "w", 0),
        row.getDouble(prefix + "h", 0));
  }
}
