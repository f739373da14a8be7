package dev.regent.agent.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs initdb, pg_rewind, pg_basebackup and the like as the user that runs PostgreSQL, each in a
 * process group of its own.
 *
 * <p><b>Failure modes.</b> Cancelled or past its limit: the whole group is killed. The daemon dies:
 * the next one kills the group, known by pid and start time, before it does anything else (H3).
 */
final class Helpers {
  private static final int TAIL_CHARACTERS = 2000;

  private final PostgresSettings settings;
  private final Layout layout;
  private final DurableFiles files;

  Helpers(PostgresSettings settings, DurableFiles files) {
    this.settings = settings;
    this.layout = Layout.of(settings);
    this.files = files;
  }

  /** Kills what an earlier daemon left running. */
  void endLeftovers() throws IOException {
    Optional<String> noted = DurableFiles.read(layout.helperPid());
    if (noted.isPresent()) {
      String[] fields = noted.get().strip().split(" ", -1);
      long pid = Long.parseLong(fields[0]);
      DataProcesses.Identity known = new DataProcesses.Identity(pid, Long.parseLong(fields[1]));
      if (DataProcesses.identity(pid).filter(known::equals).isPresent()) {
        Native.kill(-pid, Native.SIGKILL);
      }
      files.delete(layout.helperPid());
    }
  }

  /** Runs a program to its end and returns its output. */
  String run(String name, List<String> command, Duration limit) throws JobFailed, IOException {
    return run(name, command, "", limit);
  }

  /** The same with text on standard input, for what must not be in argv. */
  String run(String name, List<String> command, String input, Duration limit)
      throws JobFailed, IOException {
    Path output = layout.run().resolve("helper-" + name + ".log");
    Process process = start(command, output);
    files.write(layout.helperPid(), process.pid() + " " + startTime(process.pid()) + "\n");
    try {
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException closedEarly) {
        // It ended before reading everything: its exit code and output say why.
      }
      await(name, process, limit);
    } finally {
      Native.kill(-process.pid(), Native.SIGKILL);
      files.delete(layout.helperPid());
    }
    String text = Files.readString(output);
    if (process.exitValue() != 0) {
      throw JobFailed.retry(
          name + "-failed",
          name + " ended with " + process.exitValue() + ": " + tail(text) + " (" + output + ")");
    }
    return text;
  }

  /** In front of a command: become the user that runs PostgreSQL when the daemon is root. */
  List<String> asOsUser() {
    return DurableFiles.isRoot()
        ? List.of(
            "setpriv",
            "--reuid=" + settings.osUser(),
            "--regid=" + settings.osUser(),
            "--init-groups")
        : List.of();
  }

  private Process start(List<String> command, Path output) throws IOException {
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(asOsUser());
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().keySet().removeIf(key -> key.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.directory(layout.run().toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return builder.start();
  }

  private static void await(String name, Process process, Duration limit) throws JobFailed {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw JobFailed.retry(name + "-timeout", name + " did not end within " + limit);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw JobFailed.retry("cancelled", name + " was cancelled");
    }
  }

  private static long startTime(long pid) {
    return DataProcesses.identity(pid).map(DataProcesses.Identity::startTicks).orElse(0L);
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - TAIL_CHARACTERS)).strip();
  }
}
