package dev.regent.simulation.command;

import dev.regent.simulation.play.Play;
import dev.regent.simulation.play.TimelineText;
import dev.regent.simulation.scenario.Times;
import java.time.Duration;

/** A played scenario for people. */
final class PlayText {
  private PlayText() {}

  /** Title, timeline and verdict. */
  static String of(Play.Outcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n".formatted(outcome.scenario().id(), outcome.scenario().title()));
    text.append("from %s%n%n".formatted(outcome.scenario().source()));
    text.append(TimelineText.of(outcome.recording()));
    text.append("\n").append(TimelineText.of(outcome.findings()));
    outcome.unsettled().ifPresent(it -> text.append("  NOT  all good after the end: " + it + "\n"));
    outcome.recording().broken().ifPresent(broken -> text.append("\n" + broken + "\n"));
    text.append(
        "%n%s: %s; longest outage %s, %d events, all invariants %s%n"
            .formatted(
                outcome.scenario().id(),
                outcome.passed() ? "passed" : "FAILED",
                outage(outcome),
                outcome.events(),
                outcome.recording().broken().isEmpty() ? "held" : "did NOT hold"));
    return text.toString();
  }

  static String outage(Play.Outcome outcome) {
    return Times.text(Duration.ofNanos(outcome.recording().longestSilence().length()));
  }
}
