package dev.regent.simulation.lab;

import dev.regent.simulation.drill.DrillFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the machine's own tools, which end at once, or are ended. */
final class Shell {
  private static final int LIMIT_SECONDS = 20;

  private Shell() {}

  /** Whether a program is there to be run. */
  static boolean has(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return Stream.of(path.split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Runs a command that talks with the person at the terminal; gives its exit code. */
  static int interactive(List<String> command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException failed) {
      throw new DrillFailed(
          "%s cannot be run: %s".formatted(String.join(" ", command), failed.getMessage()), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DrillFailed("interrupted", stop);
    }
  }

  /** Runs a command; gives what it printed. */
  static String run(List<String> command) {
    return run(command, "");
  }

  /**
   * Runs a command.
   *
   * @param input for its standard input
   * @throws DrillFailed when it fails, with what it said
   */
  static String run(List<String> command, String input) {
    String what = String.join(" ", command);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var _ =
          process
              .onExit()
              .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
              .exceptionally(_ -> process.destroyForcibly());
      try (var standardInput = process.getOutputStream()) {
        standardInput.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new DrillFailed("%s ended with %d: %s".formatted(what, code, said.strip()));
      }
      return said;
    } catch (IOException failed) {
      throw new DrillFailed("%s cannot be run: %s".formatted(what, failed.getMessage()), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new DrillFailed("interrupted while running " + what, stop);
    }
  }
}
