package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.Optional;

/**
 * When the kernel watchdog is fed and when it rests (H4), looked at after every step.
 *
 * <p><b>Guarantees.</b> (1) It is fed only while a token is armed, and never so late that a machine
 * that freezes then is reset after the lease's end. (2) A guard that lives causes no reset: it
 * rests the watchdog once nothing writable is proven to be left, or when the watchdog would be
 * ahead of the guard's own deadline. So the machine is reset when guard or machine stood still, or
 * what the guard killed at the deadline did not die before the lease's end.
 *
 * <p><b>Source.</b> Linux: Documentation/watchdog/watchdog-api.rst.
 */
final class WatchdogRules {
  /** How often it is fed. */
  static final Duration FEED_INTERVAL = Duration.ofMillis(200);

  /** More often towards the last moment, so that the last feed is close to it; never above this. */
  static final Duration SHORTEST_INTERVAL = Duration.ofMillis(20);

  /** So long before it would reset the machine too early it is stopped. */
  static final Duration REST_AHEAD = Duration.ofMillis(300);

  /** How often one is tried again that could not be opened. */
  static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private WatchdogRules() {}

  static boolean mayFeed(GuardState state, MonotonicTime now) {
    return state
        .rights()
        .armed()
        .flatMap(state.watchdog()::lastFeed)
        .filter(last -> last.isAtLeast(now))
        .isPresent();
  }

  /** Why nothing may be promoted; empty where a watchdog is not required, or is fed. */
  static Optional<String> objection(GuardState state, MonotonicTime now) {
    Watchdog watchdog = state.watchdog();
    if (watchdog.terms().filter(WatchdogTerms::required).isEmpty()) {
      return Optional.empty();
    }
    Optional<String> gap =
        switch (watchdog.stand()) {
          case WatchdogStand.Resting() -> Optional.of("it is not fed yet");
          case WatchdogStand.Unavailable(String reason, Optional<MonotonicTime> expiry) ->
              Optional.of(reason);
          case WatchdogStand.Fed(Token token, MonotonicTime expiry) ->
              isArmed(state, token) && now.isBefore(expiry)
                  ? Optional.empty()
                  : Optional.of("it is not fed yet under the armed token");
        };
    return gap.map(reason -> "no watchdog: " + reason + " (H4: required)");
  }

  static GuardStep tend(GuardStep step, MonotonicTime now) {
    GuardState state = step.next();
    Watchdog watchdog = state.watchdog();
    Optional<Armed> armed = state.rights().armed();
    if (watchdog.terms().isEmpty() || watchdog.busy()) {
      return step;
    }
    if (mustRest(state, now)) {
      return isFed(watchdog) || watchdog.isDue(now) ? step.then(rest(state)) : step;
    }
    if (armed.isEmpty()) {
      return step;
    }
    if (mayFeed(state, now)) {
      return isFeedDue(state, now) ? step.then(feed(state, armed.get(), now)) : step;
    }
    return watchdog.stand().equals(new WatchdogStand.Resting())
        ? step.then(tooShort(state, armed.get(), now))
        : step;
  }

  static GuardStep ended(GuardState state, GuardInput.WatchdogEnd end, MonotonicTime now) {
    Watchdog watchdog = state.watchdog();
    return GuardStep.to(
        watchdog
            .terms()
            .map(terms -> state.withWatchdog(after(watchdog, terms, end, now)))
            .orElse(state));
  }

  private static Watchdog after(
      Watchdog watchdog, WatchdogTerms terms, GuardInput.WatchdogEnd end, MonotonicTime now) {
    return switch (end) {
      case GuardInput.WatchdogFed(Token token, MonotonicTime at) ->
          watchdog.end(new WatchdogStand.Fed(token, at.plus(terms.timeout())), watchdog.nextTry());
      case GuardInput.WatchdogRested() ->
          watchdog.end(new WatchdogStand.Resting(), MonotonicTime.ZERO);
      case GuardInput.WatchdogSkipped() -> watchdog.end(watchdog.stand(), watchdog.nextTry());
      case GuardInput.WatchdogFailed(String reason) -> {
        Optional<MonotonicTime> expiry = watchdog.stand().resetsAt();
        yield watchdog.end(
            new WatchdogStand.Unavailable(reason, expiry),
            now.plus(expiry.isPresent() ? FEED_INTERVAL : RETRY_INTERVAL));
      }
    };
  }

  private static boolean mustRest(GuardState state, MonotonicTime now) {
    Optional<Armed> armed = state.rights().armed();
    boolean harmless = state.watchdog().harmless() && armed.isEmpty();
    return state
        .watchdog()
        .stand()
        .resetsAt()
        .filter(reset -> harmless || isTooEarly(state, reset, now))
        .isPresent();
  }

  // 1 fed under a lease until 10.0, so that it resets at 10.0; 2 a renewal until 10.5 is so slow
  // that a feed would outlast it; 3 the guard waits for 10.2 to kill, and loses the machine at
  // 10.0.
  // Half of its budget is what the guard needs to kill.
  private static boolean isTooEarly(GuardState state, MonotonicTime reset, MonotonicTime now) {
    boolean notFed = !mayFeed(state, now) || !isFed(state.watchdog());
    return notFed
        && now.isAtLeast(reset.minus(REST_AHEAD))
        && state.watchdog().killedBy(state.rights().armed()).filter(reset::isBefore).isPresent();
  }

  private static GuardStep rest(GuardState state) {
    Watchdog watchdog = state.watchdog();
    return GuardStep.to(
        state.withWatchdog(watchdog.begin(watchdog.nextTry())), new GuardEffect.RestWatchdog());
  }

  private static boolean isFeedDue(GuardState state, MonotonicTime now) {
    Watchdog watchdog = state.watchdog();
    boolean another =
        watchdog.stand() instanceof WatchdogStand.Fed fed && !isArmed(state, fed.token());
    return another || watchdog.isDue(now);
  }

  private static GuardStep feed(GuardState state, Armed armed, MonotonicTime now) {
    Watchdog watchdog = state.watchdog();
    return GuardStep.to(
        state.withWatchdog(watchdog.begin(now.plus(interval(watchdog, armed, now)))),
        new GuardEffect.FeedWatchdog(armed.token()));
  }

  // Half of what is left until the last moment: a guard that is late once still comes close to it.
  private static Duration interval(Watchdog watchdog, Armed armed, MonotonicTime now) {
    return watchdog
        .lastFeed(armed)
        .map(last -> last.since(now).dividedBy(2))
        .filter(half -> half.compareTo(FEED_INTERVAL) < 0)
        .map(half -> half.compareTo(SHORTEST_INTERVAL) > 0 ? half : SHORTEST_INTERVAL)
        .orElse(FEED_INTERVAL);
  }

  private static GuardStep tooShort(GuardState state, Armed armed, MonotonicTime now) {
    Watchdog watchdog = state.watchdog();
    WatchdogTerms terms = watchdog.terms().orElseThrow();
    String reason =
        "a timeout of %d ms does not fit into the %d ms that are left of the lease"
            .formatted(
                terms.timeout().toMillis(),
                armed.deadline().plus(terms.guardBudget()).since(now).toMillis());
    return GuardStep.to(
        state.withWatchdog(
            watchdog.end(
                new WatchdogStand.Unavailable(reason, Optional.empty()), watchdog.nextTry())));
  }

  private static boolean isFed(Watchdog watchdog) {
    return watchdog.stand() instanceof WatchdogStand.Fed;
  }

  private static boolean isArmed(GuardState state, Token token) {
    return state.rights().armed().filter(it -> it.token().equals(token)).isPresent();
  }
}
