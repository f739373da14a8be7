package dev.regent.agent.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where a command runs: what it may print to and look at.
 *
 * @param colour whether people watch who can see colours
 * @param directory relative paths start here
 * @param nanoTime a clock that never jumps
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean colour,
    Map<String, String> environment,
    Path directory,
    LongSupplier nanoTime) {

  /** This process's own. */
  static Terminal ofProcess() {
    return new Terminal(
        System.out,
        System.err,
        isColourful(System.getenv()),
        System.getenv(),
        Path.of(""),
        System::nanoTime);
  }

  /** See no-color.org; a console exists only when nothing is redirected. */
  private static boolean isColourful(Map<String, String> environment) {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Who gives commands here, as {@code ann@db1}. */
  String person() {
    String name = System.getProperty("user.name", "somebody") + "@" + host();
    return name.replaceAll("\\p{Cntrl}", "?").substring(0, Math.min(100, name.length()));
  }

  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      return "unknown-host";
    }
  }
}
