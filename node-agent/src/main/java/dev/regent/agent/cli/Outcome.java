package dev.regent.agent.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what becomes of a command: as text while it happens, or as one JSON object at the end with
 * {@code command}, {@code database}, {@code outcome}, {@code message}, {@code error} (the API's
 * name of a refusal), {@code revision}, {@code elapsedMs}, and {@code steps} of {@code afterMs},
 * {@code phase}, {@code text}.
 */
final class Outcome {
  private final Asking.Request request;
  private final JsonText json;
  private final long start;
  private final List<String> steps = new ArrayList<>();

  Outcome(String command, String database, Asking.Request request) {
    this.request = request;
    this.json = new JsonText().text("command", command).text("database", database);
    this.start = request.terminal().nanoTime().getAsLong();
  }

  /** How a command can end. */
  enum End {
    /** Accepted, finished, and as wished. */
    DONE("done", ExitCodes.OK),
    /** Accepted; nobody waited. */
    ACCEPTED("accepted", ExitCodes.OK),
    /** Nothing was changed. */
    REFUSED("refused", ExitCodes.FAILED),
    /** Finished, but not as wished. */
    FAILED("failed", ExitCodes.FAILED),
    /** Accepted, but not finished in time; it goes on. */
    TIMEOUT("timeout", ExitCodes.FAILED),
    /** Nothing was changed, since no node knows a majority. */
    NO_QUORUM("no-quorum", ExitCodes.NO_ANSWER),
    /** No node was reached; nothing was changed. */
    UNREACHABLE("unreachable", ExitCodes.NO_ANSWER),
    /** It may have been carried out, or may still be. */
    UNKNOWN("unknown", ExitCodes.NO_ANSWER);

    private final String text;
    private final int code;

    End(String text, int code) {
      this.text = text;
      this.code = code;
    }
  }

  Asking.Request request() {
    return request;
  }

  Duration elapsed() {
    return Duration.ofNanos(request.terminal().nanoTime().getAsLong() - start);
  }

  /** The revision at which it was committed. */
  void accepted(String revision) {
    json.text("revision", revision);
  }

  /** The API's name of a refusal. */
  void error(String name) {
    json.text("error", name);
  }

  /** A phase was entered. */
  void step(String phase, String text) {
    long afterMillis = elapsed().toMillis();
    steps.add(
        new JsonText()
            .number("afterMs", afterMillis)
            .text("phase", phase)
            .text("text", text)
            .end());
    if (!request.json()) {
      request.terminal().out().printf("  +%6.2f s  %-15s %s%n", afterMillis / 1000.0, phase, text);
      request.terminal().out().flush();
    }
  }

  /** Says how it ended; gives the exit code. */
  int end(End end, String message) {
    Terminal terminal = request.terminal();
    if (request.json()) {
      terminal
          .out()
          .println(
              json.text("outcome", end.text)
                  .text("message", message)
                  .number("elapsedMs", elapsed().toMillis())
                  .objects("steps", steps)
                  .end());
    } else if (end.code == ExitCodes.OK) {
      terminal.out().printf("%s (%s)%n", message, Amounts.time(elapsed().toMillis()));
    } else {
      terminal.err().printf("%s: %s%n", end.text, message);
    }
    return end.code;
  }
}
