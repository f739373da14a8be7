package dev.regent.simulation.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for people, in Markdown. */
public final class Table {
  /** A prober that stood still for longer says little about what it measured. */
  private static final long DISTURBED_MS = 200;

  private final Report report;

  private Table(Report report) {
    this.report = report;
  }

  /** All of it, beginning with a title. */
  public static String of(Report report) {
    return new Table(report).text();
  }

  /** One outcome in a line, as it comes. */
  public static String line(Outcome outcome) {
    String what =
        "%s run %d of %s: ".formatted(outcome.fault(), outcome.run(), outcome.contender());
    String seen =
        outcome
            .measured()
            .map(it ->
                "outage %s s, both writable %s s, lost %d, redundant after %s s, primary %s to %s"
                    .formatted(
                        Spread.seconds(it.outageMs()),
                        Spread.seconds(it.bothWritableMs()),
                        it.lost(),
                        it.redundantAfterMs().map(Spread::seconds).orElse("?"),
                        it.primaryBefore(),
                        it.primaryAfter()))
            .orElse("not measured");
    return what
        + seen
        + outcome.problems().stream().map(problem -> "; " + problem).collect(Collectors.joining());
  }

  private String text() {
    return """
    # Failover: Regent and its peers

    Written by `regent bench failover`; how it is measured: [README.md](README.md).

    Seconds: the median, and the least and the most of several runs. **2w**: time in which \
    both data nodes acknowledged commits, and **lost**: acknowledged rows missing at the end, the \
    most of any run.
    Floor: promotion of a standby that has everything, by PostgreSQL itself: %s.
    **Disturbed were %d of %d runs**: the prober itself stood still for 0.2 s or more, so their \
    times say little.

    ![One bar for each run](failover.svg)

    ## Client outage

    %s
    ## All that was measured

    %s
    ## What went wrong

    %s
    ## With what

    %s\
    """
        .formatted(
            Spread.of(report.floorMs()).map(Spread::text).orElse("not measured"),
            disturbed(measured(report.outcomes())),
            report.outcomes().size(),
            outages(),
            details(),
            problems(),
            Facts.table(report.versions(), report.settings(), report.machine()));
  }

  private String outages() {
    StringBuilder text = new StringBuilder("| fault |");
    report.contenders().forEach(contender -> text.append(" %s |".formatted(contender)));
    text.append("\n|---|").append("---|".repeat(report.contenders().size())).append('\n');
    for (String fault : report.faults()) {
      text.append("| `%s` |".formatted(fault));
      for (String contender : report.contenders()) {
        text.append(" %s |".formatted(outage(outcomes(contender, fault))));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private List<Outcome> outcomes(String contender, String fault) {
    return report.of(contender, fault).toList();
  }

  private static List<Outcome.Measured> measured(List<Outcome> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.measured().stream()).toList();
  }

  private static String outage(List<Outcome> outcomes) {
    List<Outcome.Measured> measured = measured(outcomes);
    if (outcomes.isEmpty()) {
      return "-";
    }
    String time =
        Spread.of(measured.stream().map(Outcome.Measured::outageMs).toList())
            .map(Spread::text)
            .orElse("not run");
    long both = bothWritable(measured);
    int lost = lost(measured);
    return time
        + (both > 0 ? ", **2w %s**".formatted(Spread.seconds(both)) : "")
        + (lost != 0 ? ", **lost %s**".formatted(lost < 0 ? "?" : lost) : "");
  }

  private static long bothWritable(List<Outcome.Measured> measured) {
    return measured.stream().mapToLong(Outcome.Measured::bothWritableMs).max().orElse(0);
  }

  /** Not checked is worse than any number. */
  private static int lost(List<Outcome.Measured> measured) {
    boolean isUnknown = measured.stream().anyMatch(one -> one.lost() < 0);
    return isUnknown ? -1 : measured.stream().mapToInt(Outcome.Measured::lost).max().orElse(0);
  }

  private String details() {
    StringBuilder text =
        new StringBuilder(
            """
            | fault | system | runs | client outage | both writable, most | lost, most \
            | redundant after | primary moved | disturbed |
            |---|---|---|---|---|---|---|---|---|
            """);
    for (String fault : report.faults()) {
      for (String contender : report.contenders()) {
        List<Outcome> outcomes = outcomes(contender, fault);
        if (!outcomes.isEmpty()) {
          text.append(detail(fault, contender, outcomes));
        }
      }
    }
    return text.toString();
  }

  private static String detail(String fault, String contender, List<Outcome> outcomes) {
    List<Outcome.Measured> measured = measured(outcomes);
    List<Long> redundant =
        measured.stream().flatMap(one -> one.redundantAfterMs().stream()).toList();
    int never = measured.size() - redundant.size();
    int lost = lost(measured);
    return "| `%s` | %s | %d | %s | %s | %s | %s | %d of %d | %d |%n"
        .formatted(
            fault,
            contender,
            outcomes.size(),
            Spread.of(measured.stream().map(Outcome.Measured::outageMs).toList())
                .map(Spread::text)
                .orElse("-"),
            Spread.seconds(bothWritable(measured)),
            lost < 0 ? "?" : String.valueOf(lost),
            Spread.of(redundant).map(Spread::text).orElse("-")
                + (never > 0 ? ", never in %d".formatted(never) : ""),
            measured.stream().filter(Outcome.Measured::moved).count(),
            measured.size(),
            disturbed(measured));
  }

  private static long disturbed(List<Outcome.Measured> measured) {
    return measured.stream().filter(one -> one.standstillMs() >= DISTURBED_MS).count();
  }

  private String problems() {
    String lines =
        report.outcomes().stream()
            .filter(outcome -> !outcome.problems().isEmpty())
            .map(outcome ->
                String.format(
                    Locale.ROOT,
                    "- `%s`, %s, run %d: %s%n",
                    outcome.fault(),
                    outcome.contender(),
                    outcome.run(),
                    String.join("; ", outcome.problems())))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "Nothing.\n" : lines;
  }
}
