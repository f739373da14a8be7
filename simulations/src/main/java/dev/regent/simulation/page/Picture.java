package dev.regent.simulation.page;

import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import dev.regent.simulation.scenario.Recording.Span;
import dev.regent.simulation.scenario.Times;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One panel's rows: faults, a lane for each node, what was agreed on, what clients got. */
final class Picture {
  private static final double ALL = 100;

  /** The part of the axis that a few words take on a narrow screen. */
  private static final double WORDS = 22;

  private final int number;
  private final Recording recording;
  private final Scale scale;
  private final List<Trouble> troubles;
  private final StringBuilder html = new StringBuilder();

  private Picture(int number, Panel panel, Scale scale) {
    this.number = number;
    this.recording = panel.recording();
    this.scale = scale;
    this.troubles = Troubles.of(recording);
  }

  /**
   * The rows as markup.
   *
   * @param number of the panel on its page, from 0
   */
  static String of(int number, Panel panel, Scale scale) {
    return new Picture(number, panel, scale).rows(panel);
  }

  private String rows(Panel panel) {
    html.append("<section class=\"panel\" data-panel=\"%d\">\n".formatted(number));
    html.append(
        "<h3><span>%s</span> <em class=\"%s\">%s</em></h3>\n"
            .formatted(
                Markup.text(panel.name()),
                panel.good() ? "good" : "bad",
                Markup.text(panel.verdict())));
    html.append("<div class=\"rows\">\n");
    backdrop();
    faults();
    recording.nodes().forEach(this::lane);
    marks();
    writes();
    return html.append("</div>\n</section>\n").toString();
  }

  /** What goes through all rows: the lines of the ticks, and when two were writable. */
  private void backdrop() {
    html.append("<div class=\"back\" aria-hidden=\"true\">");
    scale.ticks().forEach(at -> html.append("<i style=\"%s\"></i>".formatted(scale.left(at))));
    if (recording.end() < scale.end()) {
      html.append(
          "<s class=\"after\" style=\"%s\"></s>"
              .formatted(scale.span(recording.end(), scale.end())));
    }
    html.append("</div>\n");
  }

  private void faults() {
    List<List<Trouble>> rows = Rows.of(troubles, scale);
    for (int i = 0; i < rows.size(); i++) {
      row("faults", i == 0 ? "faults" : "");
      for (Trouble each : rows.get(i)) {
        fault(each);
      }
      end();
    }
  }

  private void fault(Trouble trouble) {
    String time =
        Scale.seconds(trouble.from())
            + (trouble.lasts() ? " to " + Scale.seconds(trouble.to()) : "")
            + " s";
    html.append(
        "<b class=\"%s\" style=\"%s\" title=\"%s\"><span>%s</span></b>"
            .formatted(
                "fault"
                    + (trouble.lasts() ? "" : " once")
                    + (Rows.isLate(trouble, scale) ? " late" : ""),
                scale.span(trouble.from(), trouble.to()),
                Markup.text(trouble.text() + ", " + time),
                Markup.text(trouble.text())));
  }

  private void lane(String node) {
    boolean everLeased = recording.leases().stream().anyMatch(it -> it.node().equals(node));
    row(everLeased ? "lane" : "lane thin", node);
    troubles.stream()
        .filter(it -> it.lasts() && it.nodes().contains(node))
        .forEach(it -> html.append(shade("struck", new Span(it.from(), it.to()))));
    for (Span span : Worst.bothWritable(recording, node)) {
      html.append(shade("dual", span));
    }
    segments(node);
    html.append(LeaseShape.of(recording, node, scale));
    rail("vip", node, recording.spans(moment -> moment.of(node).vip()));
    rail("leads", node, recording.spans(moment -> moment.of(node).leads()));
    end();
  }

  /** A database's part goes on while the address or the lead moves. */
  private void segments(String node) {
    for (Look.Part part : Look.Part.values()) {
      recording
          .spans(moment -> moment.of(node).part() == part)
          .forEach(span -> segment(part, span));
    }
  }

  private void segment(Look.Part look, Span span) {
    if (span.length() <= 0) {
      return;
    }
    String part = look.name().toLowerCase(Locale.ROOT);
    html.append(
        "<u class=\"part %s\" style=\"%s\"><span>%s</span></u>"
            .formatted(part, scale.span(span.from(), span.to()), Markup.text(look.text())));
  }

  private void rail(String kind, String node, List<Span> spans) {
    for (Span span : spans) {
      html.append(
          "<i class=\"%s\" style=\"%s\" title=\"%s %s, %s to %s s\"></i>"
              .formatted(
                  kind,
                  scale.span(span.from(), span.to()),
                  Markup.text(node),
                  kind.equals("vip") ? "has the VIP" : "leads",
                  Scale.seconds(span.from()),
                  Scale.seconds(span.to())));
    }
  }

  private String shade(String kind, Span span) {
    return "<i class=\"%s\" style=\"%s\"></i>".formatted(kind, scale.span(span.from(), span.to()));
  }

  private void marks() {
    row("marks", "events");
    List<Mark> marks = recording.marks();
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      html.append(
          "<i id=\"m-%d-%d\" class=\"mark %s\" style=\"%s\" title=\"%s s: %s\"></i>"
              .formatted(
                  number,
                  i,
                  kind(mark.kind()),
                  scale.left(mark.at()),
                  Scale.seconds(mark.at()),
                  Markup.text(mark.text())));
    }
    end();
  }

  static String kind(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private void writes() {
    row("writes", "writes");
    html.append(Density.of(recording, scale));
    Span worst = recording.longestSilence();
    if (Worst.isNoticed(worst)) {
      String side = side(worst);
      html.append(
          "<b class=\"worst %s\" style=\"%s\"><span>no write for %s</span></b>"
              .formatted(side, scale.span(worst.from(), worst.to()), text(worst.length())));
    }
    end();
    for (Span span : Worst.bothWritable(recording)) {
      html.append(
          "<p class=\"sr\">two nodes writable from %s to %s s</p>\n"
              .formatted(Scale.seconds(span.from()), Scale.seconds(span.to())));
    }
  }

  /** Where the words beside the longest outage have room. */
  private String side(Span worst) {
    boolean isWide = scale.percent(worst.to()) - scale.percent(worst.from()) > WORDS;
    boolean hasRoom = scale.percent(worst.to()) < ALL - WORDS;
    return isWide ? "inside" : hasRoom ? "right" : "left";
  }

  static String text(long nanos) {
    return Times.text(Duration.ofNanos(nanos)).replaceFirst("(m?s)$", " $1");
  }

  private void row(String kind, String name) {
    html.append(
        "<div class=\"row %s\"><div class=\"name\" title=\"%s\">%s</div><div class=\"track\">"
            .formatted(kind, Markup.text(name), Markup.text(name)));
  }

  private void end() {
    html.append("</div></div>\n");
  }
}
