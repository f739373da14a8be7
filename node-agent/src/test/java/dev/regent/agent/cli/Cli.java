package dev.regent.agent.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the program within the test. */
final class Cli {
  private Cli() {}

  /** What a run printed, and its exit code. */
  record Run(int code, String out, String err) {}

  static Run run(String... words) {
    return run(Map.of(), Path.of("/nonexistent"), words);
  }

  static Run run(Map<String, String> environment, Path directory, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            environment,
            directory,
            System::nanoTime);
    int code = new CommandLine(SubCommands.all()).run(List.of(words), terminal);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
