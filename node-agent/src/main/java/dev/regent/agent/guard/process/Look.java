package dev.regent.agent.guard.process;

import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A look at the data directory: who works there, and whether our server is still in recovery. */
final class Look {
  private Look() {}

  /**
   * Looks.
   *
   * @param controlAtStart the control file when our server was started
   */
  static GuardInput.Scanned at(Path data, byte[] controlAtStart, long epoch) {
    boolean signal = !Files.notExists(data.resolve("standby.signal"));
    boolean left = new ControlFile(data).hasLeftRecovery(controlAtStart);
    List<Long> roots = Processes.roots(Processes.in(data)).stream().map(ProcessStat::pid).toList();
    return new GuardInput.Scanned(epoch, roots, signal && !left);
  }
}
