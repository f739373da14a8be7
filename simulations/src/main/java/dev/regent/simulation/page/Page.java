package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Mark;
import dev.regent.simulation.scenario.Recording.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Runs of one scenario as a page that needs nothing but itself: style, script and drawing are
 * inside, and it asks no network. Well-formed as XML too. The same runs give the same bytes.
 */
public final class Page {
  private final Heading heading;
  private final List<Panel> panels;
  private final Scale scale;
  private final StringBuilder html = new StringBuilder();

  private Page(Heading heading, List<Panel> panels) {
    this.heading = heading;
    this.panels = List.copyOf(panels);
    this.scale =
        new Scale(panels.stream().mapToLong(panel -> panel.recording().end()).max().orElse(0));
  }

  /**
   * What is above the picture.
   *
   * @param source where the scenario comes from
   */
  public record Heading(String id, String title, String source) {}

  /**
   * The page's text.
   *
   * @param panels from top to bottom, on one axis of time
   */
  public static String of(Heading heading, List<Panel> panels) {
    return new Page(heading, panels).page();
  }

  private String page() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            + "<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    html.append(
        "<title>%s &#8211; Regent simulator</title>\n".formatted(Markup.text(heading.id())));
    html.append("<style>").append(verbatim("page.css")).append("</style>\n</head>\n<body>\n");
    header();
    html.append("<main>\n");
    picture();
    html.append("<div class=\"columns\">\n");
    panels.forEach(this::expectations);
    html.append("</div>\n<div class=\"columns\">\n");
    for (int i = 0; i < panels.size(); i++) {
      events(i);
    }
    html.append("</div>\n</main>\n");
    html.append("<script type=\"application/json\" id=\"data\">")
        .append(PageData.of(panels, scale))
        .append("</script>\n<script>")
        .append(verbatim("page.js"))
        .append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private void header() {
    html.append(
        "<header>\n<p class=\"id\">%s</p>\n<h1>%s</h1>\n<p class=\"source\">from %s</p>\n"
            .formatted(
                Markup.text(heading.id()),
                Markup.text(heading.title()),
                Markup.text(heading.source())));
    html.append(
        "<div class=\"wide\"><table class=\"figures\">\n<thead><tr><th>under</th><th>verdict</th>"
            + "<th>longest outage</th><th>two nodes writable</th><th>acknowledged writes lost</th>"
            + "<th>at the end</th></tr></thead>\n<tbody>\n");
    panels.forEach(this::figures);
    html.append("</tbody>\n</table></div>\n</header>\n");
  }

  private void figures(Panel panel) {
    Recording recording = panel.recording();
    Span outage = recording.longestSilence();
    long both = Worst.bothWritableFor(recording);
    html.append(
        "<tr><th scope=\"row\">%s</th>%s%s%s%s%s</tr>\n"
            .formatted(
                Markup.text(panel.name()),
                cell("verdict", panel.verdict(), !panel.good()),
                cell("longest outage", Picture.text(outage.length()), false),
                cell("two nodes writable", both == 0 ? "never" : Picture.text(both), both > 0),
                cell(
                    "acknowledged writes lost",
                    String.valueOf(recording.lost()),
                    recording.lost() > 0),
                cell("at the end", recording.redundant() ? "redundant" : "not redundant", false)));
  }

  private static String cell(String label, String text, boolean harm) {
    return "<td data-label=\"%s\"%s>%s</td>"
        .formatted(label, harm ? " class=\"bad\"" : "", Markup.text(text));
  }

  private void picture() {
    html.append(
        "<section class=\"picture\" aria-label=\"timeline\">\n<div class=\"tools\">\n"
            + "<output id=\"at\">Point at the picture, or at an event below.</output>\n"
            + "<span class=\"buttons\"><button type=\"button\" id=\"worst\">Worst moment</button>"
            + "<button type=\"button\" id=\"out\" aria-label=\"zoom out\">&#8722;</button>"
            + "<button type=\"button\" id=\"in\" aria-label=\"zoom in\">+</button>"
            + "<button type=\"button\" id=\"fit\">All</button></span>\n</div>\n"
            + "<div id=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"picture of the run; "
            + "left and right go from event to event\">\n<div id=\"sheet\">\n");
    axis();
    for (int i = 0; i < panels.size(); i++) {
      html.append(Picture.of(i, panels.get(i), scale));
    }
    axis();
    html.append("<div id=\"over\" aria-hidden=\"true\"><i id=\"cursor\"></i></div>\n");
    html.append("</div>\n</div>\n");
    html.append(Legend.of(panels)).append("</section>\n");
  }

  private void axis() {
    html.append(
        "<div class=\"row axis\" aria-hidden=\"true\"><div class=\"name\">time</div>"
            + "<div class=\"track\">");
    for (long at : scale.ticks()) {
      html.append(
          "<b style=\"%s\">%s</b>".formatted(scale.left(at), Scale.number(at / 1e9) + " s"));
    }
    html.append("</div></div>\n");
  }

  private void expectations(Panel panel) {
    html.append(
        "<section class=\"expected\"><h2>%s</h2>\n<table>\n<tbody>\n"
            .formatted(Markup.text("Expected under " + panel.name())));
    for (Judge.Finding finding : panel.findings()) {
      html.append(
          "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  finding.met() ? "met" : "unmet",
                  finding.met() ? "pass" : "FAIL",
                  Markup.text(finding.expectation().text()),
                  Markup.text(finding.seen())));
    }
    if (panel.findings().isEmpty()) {
      html.append("<tr><td colspan=\"3\">nothing beside the invariants</td></tr>\n");
    }
    html.append("</tbody>\n</table>\n");
    for (String trouble : panel.troubles()) {
      html.append("<pre class=\"bad\">%s</pre>\n".formatted(Markup.text(trouble)));
    }
    html.append("</section>\n");
  }

  private void events(int number) {
    Panel panel = panels.get(number);
    html.append(
        "<section class=\"events\"><h2>%s</h2>\n<ol>\n"
            .formatted(Markup.text("Events under " + panel.name())));
    List<Mark> marks = panel.recording().marks();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      html.append(
          ("<li><button type=\"button\" class=\"%s\" data-panel=\"%d\" data-mark=\"%d\""
                  + " data-at=\"%s\"><time>%s</time><span>%s</span></button></li>\n")
              .formatted(
                  Picture.kind(mark.kind()),
                  number,
                  i,
                  Scale.number(mark.at() / 1e6),
                  Scale.seconds(mark.at()),
                  Markup.text(mark.text())));
    }
    html.append("</ol>\n</section>\n");
  }

  /** For readers of XML too, to whom an ampersand in a script would mean something. */
  private static String verbatim(String name) {
    return "/*<![CDATA[*/\n" + resource(name) + "/*]]>*/";
  }

  private static String resource(String name) {
    try (InputStream stream =
        Objects.requireNonNull(Page.class.getResourceAsStream(name), "missing: " + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
