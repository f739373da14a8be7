package dev.regent.agent.guard.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a command within a deadline. */
final class Commands {
  private Commands() {}

  /** Empty when it ended with 0, otherwise what was wrong. What it says goes into the log. */
  static Optional<String> run(List<String> command, Duration deadline) {
    return run(command, deadline, ProcessBuilder.Redirect.INHERIT);
  }

  /** The same, where only what goes wrong is worth the log. */
  static Optional<String> runQuietly(List<String> command, Duration deadline) {
    return run(command, deadline, ProcessBuilder.Redirect.DISCARD);
  }

  private static Optional<String> run(
      List<String> command, Duration deadline, ProcessBuilder.Redirect output) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return Optional.of(command + " did not end within " + deadline);
      }
      int status = process.exitValue();
      return status == 0 ? Optional.empty() : Optional.of(command + " ended with " + status);
    } catch (IOException problem) {
      return Optional.of(command + " could not be run: " + problem.getMessage());
    } catch (InterruptedException never) {
      return Optional.of(command + " was interrupted");
    }
  }
}
