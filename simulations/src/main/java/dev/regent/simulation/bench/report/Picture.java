package dev.regent.simulation.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * The report as a picture (SVG): for each fault and system one bar a run, on a logarithmic scale,
 * as long as clients could not write. Below it in red for how long both data nodes took writes, and
 * beside it how many acknowledged rows were lost.
 */
public final class Picture {
  private static final int WIDTH = 1000;
  private static final int LEFT = 250;
  private static final int RIGHT = 830;
  private static final int TOP = 96;
  private static final int BAR = 9;
  private static final int PITCH = 12;
  private static final int GROUP_GAP = 8;
  private static final int HEADING = 26;

  /** The scale begins there; what is shorter has a bar of this length. */
  private static final long LEAST_MS = 50;

  private static final long MOST_MS = 300_000;
  private static final List<Long> GRID =
      List.of(100L, 300L, 1_000L, 3_000L, 10_000L, 30_000L, 100_000L, 300_000L);

  /** Told apart by people with any kind of colour vision. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#e69f00", "#009e73", "#56b4e9", "#cc79a7", "#8c8c00");

  private static final String RED = "#c1121f";

  private final Report report;
  private final StringBuilder body = new StringBuilder();
  private int y = TOP;

  private Picture(Report report) {
    this.report = report;
  }

  /** A whole file. */
  public static String of(Report report) {
    return new Picture(report).text();
  }

  private String text() {
    report.faults().forEach(this::fault);
    int height = y + 40;
    StringBuilder head = new StringBuilder();
    head.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        font-family="sans-serif" font-size="12" fill="#222">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="20" y="30" font-size="18" font-weight="bold">Seconds in which clients could not \
        write</text>
        <text x="20" y="50">One bar a run, logarithmic scale.</text>
        <text x="230" y="50" fill="%s">Red: both data nodes took writes for so long; acknowledged \
        rows that are lost.</text>
        """
            .formatted(WIDTH, height, WIDTH, height, RED));
    GRID.forEach(millis -> head.append(grid(millis)));
    Spread.of(report.floorMs()).ifPresent(floor -> head.append(floor(floor)));
    return head.append(body).append("</svg>\n").toString();
  }

  private String grid(long millis) {
    return """
    <line x1="%1$s" y1="%2$d" x2="%1$s" y2="%3$d" stroke="#ddd"/>
    <text x="%1$s" y="%4$d" text-anchor="middle" fill="#666">%5$s s</text>
    """
        .formatted(number(x(millis)), TOP - 8, y + 10, TOP - 14, plain(millis));
  }

  private String floor(Spread floor) {
    return """
    <line x1="%1$s" y1="%2$d" x2="%1$s" y2="%3$d" stroke="#444" stroke-dasharray="4 3"/>
    <text x="%1$s" y="%4$d" text-anchor="middle" fill="#444">\
    PostgreSQL alone promotes: %5$s s</text>
    """
        .formatted(
            number(x(floor.median())), TOP - 8, y + 10, y + 24, Spread.seconds(floor.median()));
  }

  private void fault(String fault) {
    y += HEADING;
    body.append(
        "<text x=\"20\" y=\"%d\" font-weight=\"bold\">%s</text>%n"
            .formatted(y - 6, escaped(fault)));
    for (String contender : report.contenders()) {
      List<Outcome> outcomes = report.of(contender, fault).toList();
      if (!outcomes.isEmpty()) {
        contender(contender, outcomes);
      }
    }
  }

  private void contender(String contender, List<Outcome> outcomes) {
    int middle = y + (outcomes.size() * PITCH) / 2 + 3;
    body.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
            .formatted(LEFT - 10, middle, escaped(contender)));
    int place = report.contenders().indexOf(contender);
    String colour = COLOURS.get(place % COLOURS.size());
    for (Outcome outcome : outcomes) {
      outcome.measured().ifPresentOrElse(seen -> bar(seen, colour), this::noBar);
      y += PITCH;
    }
    y += GROUP_GAP;
  }

  private void bar(Outcome.Measured seen, String colour) {
    boolean isTwice = seen.bothWritableMs() > 0;
    int height = isTwice ? BAR - 4 : BAR;
    rectangle(seen.outageMs(), y, height, colour);
    if (isTwice) {
      rectangle(seen.bothWritableMs(), y + height, 4, RED);
    }
    String after = seconds(seen.outageMs());
    String wrong =
        (isTwice ? ", both writable %s s".formatted(seconds(seen.bothWritableMs())) : "")
            + (seen.lost() > 0 ? ", %d lost".formatted(seen.lost()) : "")
            + (seen.lost() < 0 ? ", loss unknown" : "")
            + (seen.redundantAfterMs().isEmpty() ? ", not redundant again" : "");
    body.append(
        """
        <text x="%s" y="%d" font-size="10">%s<tspan fill="%s">%s</tspan></text>
        """
            .formatted(
                number(x(Math.max(seen.outageMs(), seen.bothWritableMs())) + 5),
                y + BAR - 1,
                after,
                RED,
                wrong));
  }

  private void rectangle(long millis, int top, int height, String colour) {
    body.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>%n"
            .formatted(LEFT, top, number(x(millis) - LEFT), height, colour));
  }

  private void noBar() {
    body.append(
        "<text x=\"%d\" y=\"%d\" font-size=\"10\" fill=\"#666\">not measured</text>%n"
            .formatted(LEFT + 5, y + BAR - 1));
  }

  private static double x(long millis) {
    double from = Math.log(LEAST_MS);
    double share = Math.log((double) Math.clamp(millis, LEAST_MS, MOST_MS)) - from;
    return LEFT + 2 + share / (Math.log(MOST_MS) - from) * (RIGHT - LEFT - 2);
  }

  private static String seconds(long millis) {
    return millis == 0 ? "none" : Spread.seconds(millis);
  }

  private static String plain(long millis) {
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f", millis / 1000.0)
        : String.valueOf(millis / 1000);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
