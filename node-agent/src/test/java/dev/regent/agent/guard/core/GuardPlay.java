package dev.regent.agent.guard.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A guard in a test: time stands still until {@link #at}; effects are of the last input. */
final class GuardPlay {
  static final long DAEMON = 1;
  static final long POSTMASTER = 4711;
  static final Launch LAUNCH = new Launch(List.of("postgres"), List.of(), "/data", "/log");

  private GuardState state;
  private MonotonicTime now = MonotonicTime.ZERO;
  private List<GuardEffect> effects = List.of();
  private long requests;

  private GuardPlay(GuardState state) {
    this.state = state;
  }

  /** A new guard, a daemon attached. */
  static GuardPlay begin() {
    return begin(false);
  }

  static GuardPlay begin(boolean paused) {
    return begin(paused, Watchdog.NONE);
  }

  static GuardPlay begin(boolean paused, Watchdog watchdog) {
    Session session = new Session(new NodeId("a"), 1, 1);
    return new GuardPlay(GuardState.begin(session, paused, Vip.ABSENT, watchdog))
        .input(new GuardInput.TakeOver(DAEMON));
  }

  static GuardPlay from(GuardState state) {
    return new GuardPlay(state);
  }

  /** A primary under token 1 until second 10. */
  static GuardPlay primary() {
    return begin().started().ask(arm(1, 10)).promoted(1);
  }

  static Token token(long index) {
    return new Token(new Revision(new Term(1), index));
  }

  static GuardCommand arm(long token, long untilSecond) {
    return new GuardCommand.Arm(new Armed(token(token), second(untilSecond)));
  }

  static MonotonicTime second(long second) {
    return MonotonicTime.ZERO.plus(Duration.ofSeconds(second));
  }

  GuardPlay at(long second) {
    now = second(second);
    return this;
  }

  GuardPlay atMillis(long millis) {
    now = MonotonicTime.ZERO.plus(Duration.ofMillis(millis));
    return this;
  }

  GuardPlay input(GuardInput input) {
    GuardStep step = GuardRules.decide(state, input, now);
    state = step.next();
    effects = step.effects();
    return this;
  }

  GuardPlay tick() {
    return input(new GuardInput.Tick());
  }

  GuardPlay ask(GuardCommand command) {
    return input(new GuardInput.Asked(new Asker(DAEMON, ++requests), command));
  }

  /** PostgreSQL is started and runs in recovery. */
  GuardPlay started() {
    ask(new GuardCommand.Start(LAUNCH));
    return input(new GuardInput.PostgresStarted(asker(), POSTMASTER));
  }

  /** Promoted under that token. */
  GuardPlay promoted(long token) {
    ask(new GuardCommand.Promote(token(token)));
    return input(new GuardInput.PromoteEnded(asker(), Optional.empty()));
  }

  /** The paused flag is stored. */
  GuardPlay stored() {
    GuardEffect.Store store = only(GuardEffect.Store.class);
    return input(new GuardInput.Stored(store, Optional.empty()));
  }

  /** A scan is due, and finds that. */
  GuardPlay scanned(boolean recovery, Long... roots) {
    tick();
    GuardEffect.Scan scan = only(GuardEffect.Scan.class);
    return input(new GuardInput.Scanned(scan.epoch(), List.of(roots), recovery));
  }

  /** The watchdog is to be fed, and is. */
  GuardPlay fed() {
    Token token = only(GuardEffect.FeedWatchdog.class).token();
    return input(new GuardInput.WatchdogFed(token, now));
  }

  /** The watchdog is to rest, and does. */
  GuardPlay rested() {
    only(GuardEffect.RestWatchdog.class);
    return input(new GuardInput.WatchdogRested());
  }

  /** A killing without an asker ended, nothing is left. */
  GuardPlay killed() {
    return input(new GuardInput.Killed(Optional.empty(), true, List.of()));
  }

  Asker asker() {
    return new Asker(DAEMON, requests);
  }

  GuardState state() {
    return state;
  }

  List<GuardEffect> effects() {
    return effects;
  }

  <E extends GuardEffect> E only(Class<E> kind) {
    List<E> found = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as("%s in %s", kind.getSimpleName(), effects).hasSize(1);
    return found.getFirst();
  }

  GuardPlay done() {
    assertThat(effects).contains(new GuardEffect.Reply(asker(), new Answer.Done()));
    return this;
  }

  GuardPlay refused() {
    GuardEffect.Reply reply = only(GuardEffect.Reply.class);
    assertThat(reply.answer()).isInstanceOf(Answer.Refused.class);
    return this;
  }

  GuardPlay refused(String because) {
    assertThat(only(GuardEffect.Reply.class).answer().toString()).contains(because);
    return refused();
  }

  /** The watchdog is left as it is. */
  GuardPlay leavesTheWatchdog() {
    assertThat(effects).noneMatch(GuardEffect.WatchdogChange.class::isInstance);
    return this;
  }

  GuardPlay kills() {
    only(GuardEffect.KillAll.class);
    return this;
  }

  GuardPlay killsNothing() {
    assertThat(effects).noneMatch(GuardEffect.KillAll.class::isInstance);
    return this;
  }
}
