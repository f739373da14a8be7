package dev.regent.controller.actor;

import akka.actor.typed.javadsl.TimerScheduler;
import dev.regent.controller.voter.VoterInput;
import dev.regent.protocol.MonotonicTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The voter's one timer, set to the time at which it next wants to be woken. */
final class Alarm {
  private static final Duration SOONEST = Duration.ofMillis(1);
  private static final DatabaseCommand RINGING = new DatabaseCommand.Wake();

  private final TimerScheduler<DatabaseCommand> timers;
  private final Supplier<MonotonicTime> clock;
  private Optional<MonotonicTime> armed = Optional.empty();

  Alarm(TimerScheduler<DatabaseCommand> timers, Supplier<MonotonicTime> clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * Replaces whatever it was set to; most steps do not change it, and cost nothing here.
   *
   * <p>One that rang into a full stash was dropped there and is heard by nobody: it is set again.
   */
  void set(MonotonicTime when) {
    if (armed.equals(Optional.of(when)) && timers.isTimerActive(RINGING)) {
      return;
    }
    armed = Optional.of(when);
    Duration left = when.since(clock.get());
    timers.startSingleTimer(RINGING, left.compareTo(SOONEST) < 0 ? SOONEST : left);
  }

  VoterInput rang() {
    armed = Optional.empty();
    return new VoterInput.Wake();
  }

  /** A new life sets it anew. */
  void forget() {
    armed = Optional.empty();
  }
}
