package dev.regent.agent.guard.process;

import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A look at the data directory: who works there, and whether it is in recovery. */
final class Look {
  private static final int STATUS_LINE = 7;

  private Look() {}

  static GuardInput.Scanned at(Path data, long epoch) {
    List<ProcessStat> found = Processes.in(data);
    List<Long> roots = Processes.roots(found).stream().map(ProcessStat::pid).toList();
    boolean signal = !Files.notExists(data.resolve("standby.signal"));
    return new GuardInput.Scanned(epoch, roots, signal && !isReady(data, found));
  }

  // The last line of postmaster.pid: "ready" once recovery ended, "standby" before. The file of a
  // killed postmaster stays until the next one writes its own, so its pid must be a living one.
  private static boolean isReady(Path data, List<ProcessStat> found) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() > STATUS_LINE
          && lines.get(STATUS_LINE).startsWith("ready")
          && found.stream().anyMatch(it -> lines.getFirst().equals(Long.toString(it.pid())));
    } catch (IOException unknown) {
      return false;
    }
  }
}
