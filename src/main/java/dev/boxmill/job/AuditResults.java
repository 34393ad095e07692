package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.audit.Correction;
import dev.boxmill.audit.Findings;
import dev.boxmill.audit.LabelIndex;
import dev.boxmill.audit.Suspect;
import dev.boxmill.audit.Suspect.Box;
import dev.boxmill.audit.SuspectKind;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import dev.boxmill.eval.ResultTable;
import dev.boxmill.store.AtomicOutput;
import dev.boxmill.store.ImageLossRows;
import dev.boxmill.store.SuspectRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes the result folder of audit (docs/formats/audit-parquet.md). */
final class AuditResults {
  static final String SCHEMA = "boxmill-audit/1";
  private static final String FILE = "part-00000.zstd.parquet";

  private final AuditConfig config;
  private final LabelIndex labels;
  private final Annotations all;
  private final Findings findings;
  private final List<Suspect> suspects;

  AuditResults(AuditConfig config, LabelIndex labels, Findings findings) {
    this.config = config;
    this.labels = labels;
    this.all = labels.annotations();
    this.findings = findings;
    suspects = findings.suspects();
  }

  void write(AtomicOutput out, Configuration configuration) {
    Path folder = out.temporary();
    try {
      SuspectRows.write(suspects, all, new Path(folder, "suspects/" + FILE), configuration);
      ImageLossRows.write(
          findings.losses(), labels, new Path(folder, "images/" + FILE), configuration);
      suggestions(out, new Path(folder, "suggestions.json"));
      out.writeText(new Path(folder, "audit.json"), RunFacts.JSON.writeValueAsString(summary()));
    } catch (IOException e) {
      throw new UserException("--out " + config.out() + ": cannot be written (" + e + ")", e);
    }
  }

  private Map<String, Object> summary() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("models", config.detections().size());
    options.put("errorRate", config.errorRate());
    options.put("limit", config.limit());
    List<Map<String, Object>> kinds = new ArrayList<>();
    for (SuspectKind kind : SuspectKind.values()) {
      long[] tenths = new long[Findings.TENTHS];
      for (int t = 0; t < tenths.length; t++) {
        tenths[t] = findings.count(kind, t);
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("kind", kind.id());
      entry.put("likely", findings.countFrom(kind, Findings.TENTHS / 2));
      entry.put("byConfidence", tenths);
      kinds.add(entry);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("options", options);
    root.put("images", all.images().size());
    root.put("labels", all.groundTruths().size());
    root.put("kinds", kinds);
    root.put("listed", suspects.size());
    root.put("checksum", checksum());
    return root;
  }

  /** SHA-256 of the ranked suspects: two audits that agree have the same. */
  private String checksum() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      suspects.forEach(s -> digest.update(s.toString().getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new InternalException("every Java has SHA-256", e);
    }
  }

  /** A COCO file of the suggested labels; those to be removed come with the box that they have. */
  private void suggestions(AtomicOutput out, Path place) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out.open(place))) {
      json.writeStartObject();
      json.writeArrayFieldStart("images");
      for (long id : suspects.stream().mapToLong(Suspect::imageId).distinct().sorted().toArray()) {
        ImageInfo image = all.images().image(all.images().indexOf(id));
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeStringField("file_name", image.fileName());
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("annotations");
      for (int i = 0; i < suspects.size(); i++) {
        json.writeRaw('\n');
        suggestion(json, i + 1, suspects.get(i));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("categories");
      for (Category category : all.categories()) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeNumberField("id", category.id());
        json.writeStringField("name", category.name());
        json.writeStringField("supercategory", category.supercategory());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void suggestion(JsonGenerator json, int rank, Suspect s) throws IOException {
    boolean removal = s.suggested() == null;
    Box box = removal ? s.label() : s.suggested();
    json.writeStartObject();
    json.writeNumberField("id", rank);
    json.writeNumberField("image_id", s.imageId());
    json.writeNumberField("category_id", removal ? s.categoryId() : s.suggestedCategoryId());
    json.writeFieldName("bbox");
    json.writeArray(new double[] {box.x(), box.y(), box.w(), box.h()}, 0, 4);
    json.writeNumberField("area", box.w() * box.h());
    json.writeNumberField("iscrowd", 0);
    json.writeStringField("suspect", s.kind().id());
    json.writeStringField("action", action(s));
    json.writeNumberField("confidence", s.confidence());
    json.writeNumberField("object_id", s.objectId());
    json.writeEndObject();
  }

  private static String action(Suspect s) {
    return s.kind() == SuspectKind.MISSING ? "add" : s.suggested() == null ? "remove" : "change";
  }

  /** The changes made, a line each. */
  static String changes(Correction correction, Annotations all) {
    List<List<Object>> rows = new ArrayList<>();
    for (Correction.Change change : correction.changes()) {
      Suspect s = change.suspect();
      List<Object> row = new ArrayList<>();
      row.add(action(s));
      row.add(s.kind().id());
      row.add(s.confidence());
      row.add(s.imageId());
      row.add(all.images().fileName(all.images().indexOf(s.imageId())));
      row.add(change.objectId());
      add(row, s.categoryId(), s.label());
      add(row, s.suggestedCategoryId(), s.suggested());
      rows.add(row);
    }
    return Csv.of(
        new ResultTable(
            "changes",
            List.of(
                "action",
                "kind",
                "confidence",
                "image_id",
                "file_name",
                "object_id",
                "category_id",
                "x",
                "y",
                "w",
                "h",
                "new_category_id",
                "new_x",
                "new_y",
                "new_w",
                "new_h"),
            rows));
  }

  private static void add(List<Object> row, int categoryId, Box box) {
    if (box == null) {
      row.addAll(List.of("", "", "", "", ""));
    } else {
      row.addAll(List.of(categoryId, box.x(), box.y(), box.w(), box.h()));
    }
  }
}
