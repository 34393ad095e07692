package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.format.ReadReport;
import dev.boxmill.format.ReadReport.Fault;
import dev.boxmill.format.ReadReport.Problem;
import java.util.ArrayList;
import java.util.List;

/** Records that readers refuse. All other checks see what is left. */
@AutoService(Check.class)
public final class RecordsCheck implements Check {

  @Override
  public List<Finding> run(DataSet data) {
    List<Finding> found = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      long count = data.report().count(fault);
      if (count > 0) {
        found.add(finding(fault, count, examples(data, fault)));
      }
    }
    return found;
  }

  private static List<Example> examples(DataSet data, Fault fault) {
    ReadReport report = data.report();
    return report.problems().stream()
        .filter(problem -> problem.fault() == fault)
        .map(Problem::message)
        .map(message -> Example.of(null, message))
        .limit(data.examples())
        .toList();
  }

  private static Finding finding(Fault fault, long count, List<Example> examples) {
    return switch (fault) {
      case DANGLING ->
          new Finding(
              "dangling-reference",
              Severity.ERROR,
              count,
              "objects name an image or class that the file lacks",
              "add the image or class, or drop the objects",
              examples);
      case DUPLICATE ->
          new Finding(
              "duplicate-id",
              Severity.ERROR,
              count,
              "ids come twice; later records overwrite earlier ones in many tools",
              "give every image, class and object its own id",
              examples);
      case BOX ->
          new Finding(
              "invalid-box",
              Severity.ERROR,
              count,
              "boxes are not four finite numbers with sizes of 0 or more",
              "write left, top, width and height in pixels",
              examples);
      case UNUSABLE ->
          new Finding(
              "unusable-record",
              Severity.ERROR,
              count,
              "records cannot be read",
              "mend or drop them; where sizes of images are missing, give --images",
              examples);
    };
  }
}
