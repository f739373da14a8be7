package dev.regent.agent.guard.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A machine of one guard, one primary and one kernel watchdog, in virtual milliseconds (H4).
 *
 * <p>Renewals come late, not at all, or under a new token; the watchdog's driver is slow; a killing
 * takes up to half the guard's budget, the watchdog's driver included. Checked all the time: the
 * kernel never resets a machine whose guard lives, and a feed never lasts longer than the lease.
 */
final class WatchedMachine {
  /** A lease's clockwork. */
  record Clockwork(Duration validity, Duration renew, WatchdogTerms terms) {}

  private static final Asker DAEMON = new Asker(1, 1);

  private final Random random;
  private final Clockwork clockwork;
  private final List<Event> events = new ArrayList<>();
  private GuardState state;
  private MonotonicTime now = MonotonicTime.ZERO;
  private MonotonicTime leaseEnd = MonotonicTime.ZERO;
  private Optional<MonotonicTime> reset = Optional.empty();
  private long token = 1;
  private long turns;

  WatchedMachine(long seed, Clockwork clockwork) {
    this.random = new Random(seed);
    this.clockwork = clockwork;
    Session session = new Session(new NodeId("a"), 1, seed);
    this.state = GuardState.begin(session, false, Vip.ABSENT, Watchdog.of(clockwork.terms()));
  }

  private record Event(MonotonicTime at, Runnable what) {}

  /** Runs until then. */
  void run(Duration span) {
    MonotonicTime end = now.plus(span);
    later(0, () -> input(new GuardInput.TakeOver(1)));
    later(1, this::renew);
    while (now.isBefore(end)) {
      Event next = events.stream().min((a, b) -> a.at().compareTo(b.at())).orElseThrow();
      events.remove(next);
      now = next.at();
      next.what().run();
      reset.ifPresent(
          at -> assertThat(now).as("%s: reset under a living guard", this).isLessThan(at));
    }
  }

  /** The machine stands still from now on: when the kernel resets it. */
  Optional<MonotonicTime> frozen() {
    reset.ifPresent(
        at -> assertThat(at).as("%s: reset after the lease", this).isLessThanOrEqualTo(leaseEnd));
    return reset;
  }

  /** Something may be writable at this moment. */
  boolean isAtRisk() {
    return !state.watchdog().harmless();
  }

  // The guard looks when it asked to be woken, at the latest after 100 ms, and a little late.
  private void wake(long turn) {
    if (turn == turns) {
      input(new GuardInput.Tick());
    }
  }

  private void sleep() {
    long turn = ++turns;
    long wanted = state.wakeAt().map(at -> at.since(now).toMillis() + 1).orElse(100L);
    later(Math.clamp(wanted, 1, 100) + random.nextInt(10), () -> wake(turn));
  }

  private void renew() {
    if (state.rights().fired() && now.isAtLeast(leaseEnd)) {
      token++;
    }
    MonotonicTime sent = now;
    long validity = clockwork.validity().toMillis();
    int luck = random.nextInt(20);
    long delay = luck == 0 ? random.nextLong(validity) : 2 + random.nextInt(40);
    if (luck != 1 && luck != 2) {
      Armed armed =
          new Armed(
              GuardPlay.token(token),
              sent.plus(clockwork.validity()).minus(clockwork.terms().guardBudget()));
      later(delay, () -> arm(armed));
    }
    long silence = luck < 2 ? random.nextLong(2 * validity) : 0;
    later(clockwork.renew().toMillis() + silence, this::renew);
  }

  private void arm(Armed armed) {
    if (state.rights().objection(armed, now).isEmpty()) {
      MonotonicTime end = armed.deadline().plus(clockwork.terms().guardBudget());
      leaseEnd = leaseEnd.isAtLeast(end) ? leaseEnd : end;
    }
    input(new GuardInput.Asked(DAEMON, new GuardCommand.Arm(armed)));
  }

  private void input(GuardInput input) {
    GuardStep step = GuardRules.decide(state, input, now);
    state = step.next();
    for (GuardEffect effect : step.effects()) {
      if (effect instanceof GuardEffect.FeedWatchdog feed) {
        later(random.nextInt(20), () -> input(fed(feed)));
      } else if (effect instanceof GuardEffect.RestWatchdog) {
        later(random.nextInt(20), () -> input(rested()));
      } else if (effect instanceof GuardEffect.KillAll kill) {
        long half = clockwork.terms().guardBudget().toMillis() / 2;
        GuardInput end = new GuardInput.Killed(kill.asker(), true, List.of());
        later(random.nextLong(half - 30), () -> input(end));
      } else if (effect instanceof GuardEffect.Scan scan) {
        later(5, () -> input(new GuardInput.Scanned(scan.epoch(), List.of(), false)));
      }
    }
    sleep();
  }

  private GuardInput fed(GuardEffect.FeedWatchdog feed) {
    if (!GuardRules.mayFeed(state, now)) {
      return new GuardInput.WatchdogSkipped();
    }
    reset = Optional.of(now.plus(clockwork.terms().timeout()));
    return new GuardInput.WatchdogFed(feed.token(), now);
  }

  private GuardInput rested() {
    reset = Optional.empty();
    return new GuardInput.WatchdogRested();
  }

  private void later(long millis, Runnable what) {
    events.add(new Event(now.plus(Duration.ofMillis(millis)), what));
  }

  @Override
  public String toString() {
    return "at " + now + " lease until " + leaseEnd + " reset " + reset + " " + state.watchdog();
  }
}
