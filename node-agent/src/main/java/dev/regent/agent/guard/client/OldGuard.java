package dev.regent.agent.guard.client;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.process.GuardMain;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The guard that a lock file names, whether it answers or not.
 *
 * @param startTicks tells it from a later process of the same number
 */
record OldGuard(long pid, long startTicks) {
  private static final Duration DEATH = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 2_000_000L;

  /** The one of the lock file, if it is alive. */
  static Optional<OldGuard> living(GuardFiles files) throws IOException {
    if (!Files.exists(files.lock())) {
      return Optional.empty();
    }
    String[] words = Files.readString(files.lock()).strip().split(" ", -1);
    if (words.length != 2) {
      return Optional.empty();
    }
    try {
      OldGuard guard = new OldGuard(Long.parseLong(words[0]), Long.parseLong(words[1]));
      return Optional.of(guard).filter(OldGuard::isAlive);
    } catch (NumberFormatException halfWritten) {
      return Optional.empty();
    }
  }

  /**
   * Kills it and waits until it is certainly dead: a guard is replaced only then (H3).
   *
   * @throws IOException when it is still there
   */
  void killAndConfirm() throws IOException {
    long end = System.nanoTime() + DEATH.toNanos();
    Libc.kill(pid, Libc.SIGKILL);
    while (isAlive()) {
      if (System.nanoTime() > end) {
        throw new IOException("the old guard, process " + pid + ", does not die: reboot the node");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Whether these are among the arguments of its process; true where they cannot be read. */
  boolean wasStartedWith(List<String> arguments) {
    return ProcessStat.commandLine(pid)
        .filter(line -> !line.isEmpty())
        .map(line -> List.of(line.split("\0", -1)).containsAll(arguments))
        .orElse(true);
  }

  private boolean isAlive() {
    return Processes.isAlive(pid, startTicks) && isGuard();
  }

  private boolean isGuard() {
    return ProcessStat.commandLine(pid)
        .filter(line -> line.isEmpty() || line.contains(GuardMain.class.getName()))
        .isPresent();
  }
}
