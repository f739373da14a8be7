package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.util.List;
import java.util.Optional;

/** Everything that can happen to a guard. Each is answered in every state. */
public sealed interface GuardInput {
  /** A daemon said hello on a new connection: the newest is served (H3). */
  record TakeOver(long connection) implements GuardInput {}

  /** A pipe closed: no more renewals from it, and no reason to kill (H3). */
  record ConnectionClosed(long connection) implements GuardInput {}

  /** A daemon asks. */
  record Asked(Asker asker, GuardCommand command) implements GuardInput {}

  /** {@link GuardEffect.StartPostgres} worked. */
  record PostgresStarted(Asker asker, long pid) implements GuardInput {}

  /** {@link GuardEffect.StartPostgres} did not, and nothing runs of it. */
  record StartFailed(Asker asker, String reason) implements GuardInput {}

  /** The child ended and was reaped. */
  record PostgresExited(long pid) implements GuardInput {}

  /** {@link GuardEffect.SignalPromote} ended; a refusal says why nothing was signalled. */
  record PromoteEnded(Asker asker, Optional<String> refusal) implements GuardInput {}

  /**
   * {@link GuardEffect.KillAll} ended.
   *
   * @param proof nothing was spared, so that an empty {@code left} proves that nothing runs
   */
  record Killed(Optional<Asker> asker, boolean proof, List<Long> left) implements GuardInput {
    public Killed {
      left = List.copyOf(left);
    }
  }

  /** {@link GuardEffect.Store} ended: {@code paused} is on disk unless there is a problem. */
  record Stored(GuardEffect.Store store, Optional<String> problem) implements GuardInput {}

  /** A change of the VIP ended. */
  record VipEnded(GuardEffect.VipChange change, Optional<String> problem) implements GuardInput {}

  /**
   * {@link GuardEffect.Scan} ended.
   *
   * @param roots the processes of the data directory whose parent is none of them
   * @param recovery whether our server is still in recovery: {@code standby.signal} is there, or
   *     could not be looked for, and the control file did not change to "in production" since the
   *     start
   */
  record Scanned(long epoch, List<Long> roots, boolean recovery) implements GuardInput {
    public Scanned {
      roots = List.copyOf(roots);
    }
  }

  /** A change of the kernel watchdog ended (H4). */
  sealed interface WatchdogEnd extends GuardInput {}

  /**
   * It was fed.
   *
   * @param at read before the device was touched and after {@link GuardRules#mayFeed} agreed
   */
  record WatchdogFed(Token token, MonotonicTime at) implements WatchdogEnd {}

  /** It is stopped. */
  record WatchdogRested() implements WatchdogEnd {}

  /** {@link GuardRules#mayFeed} did not agree any more: it was not touched. */
  record WatchdogSkipped() implements WatchdogEnd {}

  /** It could not be fed or stopped: one that was not counting is not, one that was still is. */
  record WatchdogFailed(String reason) implements WatchdogEnd {}

  /** Time went by. */
  record Tick() implements GuardInput {}
}
