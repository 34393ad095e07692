package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Warnings first, then the headline numbers of every run. */
@AutoService(ReportSection.class)
public final class SummarySection implements ReportSection {

  /** AP and AR of objects of one size. */
  public record BySize(String size, String range, Card ap, Card ar) {}

  /** The headline of one evaluation; sizes is empty where nothing is defined by size. */
  public record Accuracy(String label, Card hero, List<Card> cards, List<BySize> sizes) {}

  /** Cards of one other run. */
  public record Group(String label, List<Card> cards) {}

  /** What the template shows. */
  public record Model(List<String> warnings, List<Accuracy> accuracies, List<Group> groups) {}

  @Override
  public String id() {
    return "summary";
  }

  @Override
  public String title() {
    return "Summary";
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !data.runs().isEmpty();
  }

  @Override
  public View view(ReportData data) {
    List<Group> groups = new ArrayList<>();
    for (EvaluateResult e : data.evaluates()) {
      List<Card> cards = ProtocolCards.of(e);
      if (!cards.isEmpty()) {
        groups.add(
            new Group(label("Other protocols", e.run(), data.evaluates().size() > 1), cards));
      }
    }
    data.detects().forEach(d -> groups.add(detect(d.run(), data.detects().size() > 1)));
    data.anchors().forEach(a -> groups.add(anchors(a, data.anchors().size() > 1)));
    data.audits().forEach(a -> groups.add(audit(a, data.audits().size() > 1)));
    return new View(
        new Model(
            Warnings.of(data),
            data.evaluates().stream()
                .filter(e -> e.headline() != ProtocolMetrics.NONE)
                .map(SummarySection::accuracy)
                .toList(),
            groups),
        null);
  }

  private static Accuracy accuracy(EvaluateResult result) {
    ProtocolMetrics m = result.headline();
    Intervals intervals = Intervals.of(result);
    List<Card> cards = new ArrayList<>();
    cards.add(intervals.on("AP50", metric(m, "AP50", "AP at IoU .50", "a loose fit counts")));
    cards.add(intervals.on("AP75", metric(m, "AP75", "AP at IoU .75", "a tight fit is asked")));
    cards.add(
        intervals.on("AR100", metric(m, "AR100", "AR, 100 detections", "share of objects found")));
    cards.add(total("Images", result.run().number("images"), "evaluated"));
    cards.add(total("Objects", result.run().number("groundTruths"), "annotated"));
    cards.add(total("Detections", result.run().number("detections"), "scored"));
    List<BySize> sizes = new ArrayList<>();
    addSize(sizes, m, "Small", "up to 32² px", "s");
    addSize(sizes, m, "Medium", "32² to 96² px", "m");
    addSize(sizes, m, "Large", "from 96² px", "l");
    Card hero = metric(m, "AP", "Average precision", range(m));
    return new Accuracy(result.name(), intervals.on("AP", hero), cards, sizes);
  }

  private static String range(ProtocolMetrics m) {
    boolean voc = m.protocol().startsWith("voc") || m.protocol().equals("openimages");
    return voc ? "at IoU .50, by " + m.protocol() : "mean over IoU .50 to .95";
  }

  private static void addSize(
      List<BySize> sizes, ProtocolMetrics m, String size, String range, String suffix) {
    Card ap = metric(m, "AP" + suffix, "AP", "");
    Card ar = metric(m, "AR" + suffix, "AR", "");
    if (ap.level() >= 0 || ar.level() >= 0) {
      sizes.add(new BySize(size, range, ap, ar));
    }
  }

  private static Group detect(RunInfo run, boolean named) {
    double errors = run.number("errors").orElse(0);
    String engine = run.text("engine").orElse("") + " " + run.text("device").orElse("");
    OptionalDouble rate = run.number("imagesPerSecond");
    List<Card> cards = new ArrayList<>();
    cards.add(
        card(
            "Images a second",
            rate.isPresent() ? Format.rate(rate.getAsDouble()) : Format.UNDEFINED,
            engine.strip()));
    cards.add(total("Images", run.number("images"), "in " + Format.duration(run.seconds())));
    cards.add(
        total(
            "Detections",
            run.number("detections"),
            run.text("model").map(Format::lastName).orElse("")));
    cards.add(
        new Card(
            "Unreadable images",
            Format.count(errors),
            errors > 0 ? "became error rows" : "every image was read",
            -1,
            errors > 0));
    return new Group(label("Detection", run, named), cards);
  }

  private static Group audit(AuditResult a, boolean named) {
    List<Card> cards = new ArrayList<>();
    if (a.models() > 0) {
      double likely = a.kinds().stream().mapToLong(AuditResult.Kind::likely).sum();
      cards.add(total("Suspects", OptionalDouble.of(likely), "of confidence .5 or more"));
    }
    if (a.coverage() != null) {
      cards.add(
          total(
              "Without an anchor",
              OptionalDouble.of(a.coverage().lost()),
              "by " + a.coverage().scheme()));
    }
    cards.add(total("Labels", OptionalDouble.of(a.labels()), "audited"));
    return new Group(label("Label audit", a.run(), named), cards);
  }

  private static Group anchors(AnchorsResult a, boolean named) {
    return new Group(
        label("Anchors", a.run(), named),
        List.of(
            new Card(
                "Average IoU",
                Format.metric(a.averageIou()),
                "of a box with its nearest anchor",
                a.averageIou(),
                false),
            card(
                "Anchors",
                Format.count(a.anchors().size()),
                a.shaped() ? "scales and ratios" : "centroids of k-means"),
            total("Boxes", a.run().number("boxes"), a.shaped() ? "fitted" : "clustered")));
  }

  private static String label(String kind, RunInfo run, boolean named) {
    return named ? kind + " · " + Format.lastName(run.source()) : kind;
  }

  private static Card metric(ProtocolMetrics m, String key, String label, String hint) {
    double value = m.value(key);
    return Card.metric(label, value, hint);
  }

  private static Card total(String label, OptionalDouble value, String hint) {
    return card(label, Format.count(value), hint);
  }

  private static Card card(String label, String value, String hint) {
    return Card.plain(label, value, hint);
  }
}
