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

  private ReportPage() {}

  /** Every section there is, in the page's order. */
  static List<ReportSection> sections() {
    return ServiceLoader.load(ReportSection.class, ReportPage.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(ReportSection::order).thenComparing(ReportSection::id))
        .toList();
  }

  /**
   * The page as one HTML document. The same data gives the same text.
   *
   * @param version BoxMill's version, for the footer
   */
  public static String html(ReportData data, String version) {
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
    scripts.add("BoxMill.start();");
    PageModel page =
        new PageModel(
            title(data),
            subtitle(data),
            version,
            policy(scripts),
            raw(Assets.own("page.css")),
            shown,
            scripts.stream().map(ReportPage::raw).toList());
    return render("page.jte", page);
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

  private static String title(ReportData data) {
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

  /** Scripts only by hash, pictures only inline: the page can neither load nor send anything. */
  private static String policy(List<String> scripts) {
    String hashes =
        scripts.stream().map(s -> "'sha256-" + sha256(s) + "'").collect(Collectors.joining(" "));
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:;"
        + " style-src 'unsafe-inline'; script-src "
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
