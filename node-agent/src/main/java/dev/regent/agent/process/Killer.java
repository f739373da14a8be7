package dev.regent.agent.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

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
    return kill(() -> Processes.in(directory), manner, bound);
  }

  /** The same, but for one process and its descendants. */
  public static Outcome killAllBut(Path directory, long spared, Duration bound) {
    return kill(() -> without(Processes.in(directory), spared), Manner.AT_ONCE, bound);
  }

  private static Outcome kill(Supplier<List<ProcessStat>> scan, Manner manner, Duration bound) {
    long start = System.nanoTime();
    if (manner == Manner.ORDERLY) {
      quit(scan, start);
    }
    int empty = 0;
    while (true) {
      List<ProcessStat> found = scan.get();
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

  private static void quit(Supplier<List<ProcessStat>> scan, long start) {
    List<ProcessStat> found = scan.get();
    Processes.roots(found).forEach(process -> Libc.kill(process.pid(), Libc.SIGQUIT));
    while (!found.isEmpty() && System.nanoTime() - start < QUIT_GRACE_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
      found = scan.get();
    }
  }

  private static void kill(List<ProcessStat> found) {
    Processes.roots(found).forEach(process -> Libc.kill(process.pid(), Libc.SIGSTOP));
    found.forEach(process -> Libc.kill(process.pid(), Libc.SIGKILL));
  }

  private static List<ProcessStat> without(List<ProcessStat> found, long spared) {
    List<Long> family = new ArrayList<>(List.of(spared));
    List<ProcessStat> others = new ArrayList<>(found);
    others.removeIf(process -> process.pid() == spared);
    while (others.removeIf(process -> joins(family, process))) {}
    return others;
  }

  private static boolean joins(List<Long> family, ProcessStat process) {
    return family.contains(process.parent()) && family.add(process.pid());
  }
}
