package dev.regent.agent.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills every process of a data directory and makes certain of it (V4, H2, H3).
 *
 * <p><b>Order.</b> SIGQUIT to the postmaster when orderly, and 200 ms for it; then SIGSTOP to the
 * postmaster, so that it starts no more children, SIGKILL to all, and scans until two in a row
 * found none. SIGKILL to the postmaster alone is not enough: measured, a busy procedure went on
 * committing for 135 s after it. SIGQUIT alone is not enough: a stopped postmaster ignores it.
 *
 * <p><b>Failure modes.</b> A process in state D, or one that we may not signal, stays: {@link
 * Outcome#left} names it and nothing counts as fenced.
 */
public final class Killer {
  private static final long QUIT_GRACE_NANOS = 200_000_000L;
  private static final long PAUSE_NANOS = 2_000_000L;
  private static final int SCANS_THAT_PROVE = 2;

  private Killer() {}

  /** How the killing begins. */
  public enum Manner {
    /** SIGQUIT first: clients hear of it, and shared memory is given back. */
    ORDERLY,
    /** SIGSTOP and SIGKILL at once: a fence that is late. */
    AT_ONCE
  }

  /**
   * How it ended.
   *
   * @param left the processes still there when the bound was reached; none when all are gone
   */
  public record Outcome(List<Long> left) {
    public Outcome {
      left = List.copyOf(left);
    }

    public boolean isGone() {
      return left.isEmpty();
    }
  }

  /** Kills until a scan found none, twice, or the bound is reached. */
  public static Outcome killAll(Path directory, Manner manner, Duration bound) {
    long start = System.nanoTime();
    if (manner == Manner.ORDERLY) {
      quit(directory, start);
    }
    int empty = 0;
    while (true) {
      List<ProcessStat> found = Processes.in(directory);
      empty = found.isEmpty() ? empty + 1 : 0;
      if (empty == SCANS_THAT_PROVE) {
        return new Outcome(List.of());
      }
      if (!found.isEmpty() && System.nanoTime() - start >= bound.toNanos()) {
        return new Outcome(found.stream().map(ProcessStat::pid).toList());
      }
      kill(found);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void quit(Path directory, long start) {
    List<ProcessStat> found = Processes.in(directory);
    postmasters(found).forEach(process -> Libc.kill(process.pid(), Libc.SIGQUIT));
    while (!found.isEmpty() && System.nanoTime() - start < QUIT_GRACE_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
      found = Processes.in(directory);
    }
  }

  private static void kill(List<ProcessStat> found) {
    postmasters(found).forEach(process -> Libc.kill(process.pid(), Libc.SIGSTOP));
    found.forEach(process -> Libc.kill(process.pid(), Libc.SIGKILL));
  }

  // Whose parent is outside the directory: the postmaster, or backends that it left behind.
  private static List<ProcessStat> postmasters(List<ProcessStat> found) {
    List<Long> pids = found.stream().map(ProcessStat::pid).toList();
    List<ProcessStat> roots = new ArrayList<>(found);
    roots.removeIf(process -> pids.contains(process.parent()));
    return roots;
  }
}
