package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/** A file's bad records, kept by the thread that reads it until the file's turn to be reported. */
final class FileProblems {
  private final List<UserException> first = new ArrayList<>();
  private long more;

  void add(UserException problem) {
    if (first.size() < ReadReport.LISTED) {
      first.add(problem);
    } else {
      more++;
    }
  }

  /** Throws the first where the report does; else all are counted. */
  void tell(ReadReport report) {
    first.forEach(report::bad);
    report.more(more);
  }
}
