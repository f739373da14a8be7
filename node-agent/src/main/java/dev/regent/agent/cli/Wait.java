package dev.regent.agent.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Watches a database until a change is finished. */
final class Wait {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Outcome outcome;
  private final String path;
  private final Duration timeout;
  private String told = "";

  Wait(Outcome outcome, String path, Duration timeout) {
    this.outcome = outcome;
    this.path = path;
    this.timeout = timeout;
  }

  /** Polls until the judgement is final or the time is over; gives the exit code. */
  int until(Revision accepted, Function<Json, Goal.Progress> judgement) {
    boolean answered = false;
    while (outcome.elapsed().compareTo(timeout) < 0) {
      Optional<Nodes.Read> read = outcome.request().nodes().read(path);
      answered = read.isPresent();
      Optional<Json> now =
          read.map(Nodes.Read::json).filter(status -> Revision.of(status).isAtLeast(accepted));
      now.ifPresent(this::tell);
      Optional<Integer> code = now.map(judgement).flatMap(this::end);
      if (code.isPresent()) {
        return code.get();
      }
      if (!pause()) {
        return outcome.end(Outcome.End.UNKNOWN, "interrupted: it goes on; see regent status");
      }
    }
    return answered
        ? outcome.end(
            Outcome.End.TIMEOUT,
            "not finished within %s: it goes on; see regent status"
                .formatted(Amounts.time(timeout.toMillis())))
        : outcome.end(
            Outcome.End.UNKNOWN,
            "accepted, but no node answers any more: "
                + String.join("; ", outcome.request().nodes().failures()));
  }

  private Optional<Integer> end(Goal.Progress progress) {
    return switch (progress) {
      case Goal.Progress.Going going -> Optional.empty();
      case Goal.Progress.Reached(var text) -> Optional.of(outcome.end(Outcome.End.DONE, text));
      case Goal.Progress.Missed(var text) -> Optional.of(outcome.end(Outcome.End.FAILED, text));
    };
  }

  /** A line for each change of what is going on. */
  private void tell(Json status) {
    String text =
        status.shown("phaseText")
            + status.text("waitingForText").map(why -> " (" + why + ")").orElse("");
    if (!text.equals(told)) {
      told = text;
      outcome.step(status.shown("phase"), text);
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
