package dev.regent.agent.guard.core;

import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.Optional;

/**
 * What the shell is to do, in order. All but the first four take time: they are begun in order,
 * must not hold up the next decision, and end in an input.
 */
public sealed interface GuardEffect {
  /** Answers a command; dropped when its connection is gone. */
  record Reply(Asker asker, Answer answer) implements GuardEffect {}

  /** Tells a new daemon what the guard holds: {@link GuardState} after the step. */
  record Welcome(long connection) implements GuardEffect {}

  /** Closes the pipe of an older daemon. */
  record ClosePipe(long connection) implements GuardEffect {}

  /** Tells the daemon that its PostgreSQL ended. */
  record ReportGone(long connection) implements GuardEffect {}

  /**
   * Kills every process of the data directory.
   *
   * @param spare a postmaster that is left alive with its children: ours, in recovery (trace 29)
   */
  record KillAll(Manner manner, Optional<Long> spare, Optional<Asker> asker)
      implements GuardEffect {}

  /** Starts a server if {@code standby.signal} is there and no process of the directory is left. */
  record StartPostgres(Asker asker, Launch launch) implements GuardEffect {}

  /**
   * Promotes, if {@link GuardRules#mayPromote} still says so at the moment of the signal (trace 7).
   */
  record SignalPromote(Asker asker, Token token, long pid) implements GuardEffect {}

  /** Makes the paused flag durable, then arms if a resume asked for it. */
  record Store(Asker asker, boolean paused, Optional<Armed> arm) implements GuardEffect {}

  /** Looks who works in the data directory, and for {@code standby.signal}. */
  record Scan(long epoch) implements GuardEffect {}

  /** A change of the VIP. */
  sealed interface VipChange extends GuardEffect {}

  /**
   * Adds or refreshes, if {@link GuardRules#mayAct} says so before and after.
   *
   * @param lifetime whole seconds; zero is none
   */
  record AddVip(Asker asker, Token token, Duration lifetime) implements VipChange {}

  /** Removes. */
  record DropVip(Optional<Asker> asker) implements VipChange {}

  /** Paused: the VIP, if it is there, stays without a lifetime, since nobody refreshes it (H6). */
  record KeepVip() implements VipChange {}

  /** Something done to the kernel watchdog (H4); ends in a {@link GuardInput.WatchdogEnd}. */
  sealed interface WatchdogChange extends GuardEffect {}

  /**
   * Feeds it if {@link GuardRules#mayFeed} still says so; opens it and sets its timeout before that
   * where it is not open.
   *
   * @param token the one armed when this was decided
   */
  record FeedWatchdog(Token token) implements WatchdogChange {}

  /** Stops it and closes it. */
  record RestWatchdog() implements WatchdogChange {}
}
