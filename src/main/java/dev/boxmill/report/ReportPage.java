package dev.boxmill.report;

import dev.boxmill.error.InternalException;
import dev.boxmill.report.ReportSection.View;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Writes the page: the sections that have data, in their order, with all they need inside. */
public final class ReportPage {
  private static final String TEMPLATES = "dev.boxmill.report.template";
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, ReportPage.class.getClassLoader(), TEMPLATES);

  /** Where the page lies: what its footer promises, and which pictures it may show. */
  private enum Note {
    FILE("Everything is in this one file; it loads nothing and sends nothing.", "data:"),
    SERVER("It loads full-size images from this machine and sends nothing.", "data: 'self'");

    private final String text;
    private final String images;

    Note(String text, String images) {
      this.text = text;
      this.images = images;
    }
  }

  private ReportPage() {}

  /** Every section there is, in the page's order. */
  static List<ReportSection> sections() {
    return ServiceLoader.load(ReportSection.class, ReportPage.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(ReportSection::order).thenComparing(ReportSection::id))
        .toList();
  }

  /**
   * A page for a server.
   *
   * @param html the whole document
   * @param policy the value of the header Content-Security-Policy; the document has it too
   */
  public record Page(String html, String policy) {}

  /**
   * {@return the page as one HTML document that loads nothing; the same data gives the same text}
   *
   * @param data sections without anything to show are left out
   * @param version BoxMill's version, for the footer
   */
  public static String html(ReportData data, String version) {
    return page(data, version, List.of("BoxMill.start();"), Note.FILE).html();
  }

  /**
   * {@return the page for a server that has the gallery's images in full size: image N (from 0) of
   * the R-th run with a gallery (from 0) at {@code /images/R/N}}
   *
   * @param data in whose order runs and images are numbered
   * @param version BoxMill's version, for the footer
   */
  public static Page served(ReportData data, String version) {
    return page(data, version, List.of(Assets.own("served.js"), "BoxMill.start();"), Note.SERVER);
  }

  /**
   * {@return the page that a browser turns into a list of its own charts; see {@code figures.js}}
   *
   * @param data whose sections with charts are drawn
   * @param version BoxMill's version, for the footer
   */
  public static String figures(ReportData data, String version) {
    return page(data, version, List.of("BoxMill.start();", Assets.own("figures.js")), Note.FILE)
        .html();
  }

  private static Page page(ReportData data, String version, List<String> last, Note note) {
    List<PageModel.Section> shown = new ArrayList<>();
    List<String> scripts =
        new ArrayList<>(
            List.of(
                Assets.echarts(),
                Assets.own("page.js"),
                Assets.own("tables.js"),
                Assets.own("pictures.js")));
    for (ReportSection section : sections()) {
      if (section.hasData(data)) {
        shown.add(shown(section, section.view(data)));
        Assets.sectionScript(section.id()).ifPresent(scripts::add);
      }
    }
    scripts.addAll(last);
    String policy = policy(scripts, note.images);
    PageModel page =
        new PageModel(
            title(data),
            subtitle(data),
            version,
            note.text,
            policy,
            raw(Assets.own("page.css")),
            shown,
            scripts.stream().map(ReportPage::raw).toList());
    return new Page(render("page.jte", page), policy);
  }

  private static PageModel.Section shown(ReportSection section, View view) {
    String body = render("sections/" + section.id() + ".jte", view.model());
    Content data = view.data() == null ? null : raw(Json.inScript(view.data()));
    return new PageModel.Section(section.id(), section.title(), raw(body), data);
  }

  private static String render(String template, Object model) {
    StringOutput out = new StringOutput();
    ENGINE.render(template, model, out);
    return out.toString();
  }

  private static Content raw(String text) {
    return out -> out.writeContent(text);
  }

  static String title(ReportData data) {
    if (!data.title().isBlank()) {
      return data.title();
    }
    List<String> models = data.models();
    return models.isEmpty() ? "Detection report" : String.join(", ", models);
  }

  private static String subtitle(ReportData data) {
    String date =
        data.runs().stream()
            .map(RunInfo::startedAt)
            .filter(s -> s.length() >= 10)
            .max(Comparator.naturalOrder())
            .map(s -> s.substring(0, 10))
            .orElse("");
    String jobs =
        data.runs().stream().map(RunInfo::job).distinct().collect(Collectors.joining(", "));
    return date.isEmpty() ? jobs : jobs + " · " + date;
  }

  /** Scripts only by hash, pictures inline: a file can neither load nor send anything. */
  private static String policy(List<String> scripts, String images) {
    String hashes =
        scripts.stream().map(s -> "'sha256-" + sha256(s) + "'").collect(Collectors.joining(" "));
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src "
        + images
        + "; style-src 'unsafe-inline'; script-src "
        + hashes;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new InternalException("every Java has SHA-256", e);
    }
  }
}
