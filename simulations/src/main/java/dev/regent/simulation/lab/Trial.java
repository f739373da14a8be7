package dev.regent.simulation.lab;

import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Times;
import java.time.Duration;
import java.util.Locale;

/** A scenario with both outcomes. */
record Trial(Scenario scenario, Play.Outcome simulated, Real real) {

  /** What became of it on real hosts. */
  sealed interface Real {}

  /** It came to a verdict. */
  record Ran(LabOutcome outcome) implements Real {}

  /** It cannot be run here: neither passed nor failed. */
  record Skipped(String why) implements Real {}

  /** It could not begin, or broke off. */
  record Broken(String why) implements Real {}

  boolean failed() {
    return switch (real) {
      case Ran(LabOutcome outcome) -> outcome.verdict() == LabOutcome.Verdict.FAILED;
      case Skipped _ -> false;
      case Broken _ -> true;
    };
  }

  boolean skipped() {
    return real instanceof Skipped;
  }

  boolean disturbed() {
    return real instanceof Ran(LabOutcome outcome)
        && outcome.verdict() == LabOutcome.Verdict.DISTURBED;
  }

  static String header() {
    return """
    | scenario | simulated | real | client by VIP | client by hosts | reads | both writable | \
    lost | redundant after |
    |---|---|---|---|---|---|---|---|---|
    """;
  }

  /** A line of a Markdown table, without its end. */
  String line() {
    String simulation = (simulated.passed() ? "passed" : "FAILED") + outage(simulated.recording());
    return switch (real) {
      case Ran(LabOutcome outcome) -> {
        LabOutcome.Measures seen = outcome.measures();
        yield "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |"
            .formatted(
                scenario.id(),
                simulation,
                word(outcome.verdict()) + outage(outcome.recording()),
                Times.text(seen.byVip()),
                Times.text(seen.byHosts()),
                Times.text(seen.reads()),
                Times.text(seen.dualWritable()),
                seen.lost() < 0 ? "?" : seen.lost(),
                seen.redundantAfter().map(Trial::seconds).orElse("never"));
      }
      case Skipped(String why) ->
          "| `%s` | %s | skipped: %s | | | | | | |".formatted(scenario.id(), simulation, why);
      case Broken(String why) ->
          "| `%s` | %s | FAILED: %s | | | | | | |".formatted(scenario.id(), simulation, why);
    };
  }

  private static String word(LabOutcome.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "passed";
      case DISTURBED -> "disturbed";
      case FAILED -> "FAILED";
    };
  }

  private static String outage(Recording recording) {
    return ", outage " + Times.text(Duration.ofNanos(recording.longestSilence().length()));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
  }
}
