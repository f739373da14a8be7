package dev.regent.agent.guard.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.util.List;
import java.util.Optional;

/** What holds after every step, whatever the state and the input were. */
final class GuardInvariants {
  private final GuardState before;
  private final GuardInput input;
  private final MonotonicTime now;
  private final GuardStep step;

  private GuardInvariants(GuardState before, GuardInput input, MonotonicTime now) {
    this.before = before;
    this.input = input;
    this.now = now;
    this.step = GuardRules.decide(before, input, now);
  }

  static void check(GuardState before, GuardInput input, MonotonicTime now) {
    GuardInvariants it = new GuardInvariants(before, input, now);
    it.answersExactlyOnce();
    it.firesFirst();
    it.actsUnderALiveTokenOnly();
    it.killsNothingWhilePaused();
    it.sparesItsOwnStandby();
    it.startsOneServerOnly();
    it.neverGoesBack();
    it.feedsUnderALeaseOnly();
    it.letsTheWatchdogRestOnceHarmless();
    it.promotesOnlyUnderARequiredWatchdog();
  }

  private void answersExactlyOnce() {
    if (input instanceof GuardInput.Asked(Asker asker, GuardCommand command)) {
      long answers =
          step.effects().stream().filter(it -> asker(it).equals(Optional.of(asker))).count();
      assertThat(answers).as("%s", this).isEqualTo(1);
    }
  }

  // H3, V7, P1.
  private void firesFirst() {
    if (!before.rights().isExpired(now)) {
      return;
    }
    Token token = before.rights().armed().orElseThrow().token();
    assertThat(step.effects().get(0)).as("%s", this).isInstanceOf(GuardEffect.DropVip.class);
    assertThat(step.effects().get(1)).as("%s", this).isInstanceOf(GuardEffect.KillAll.class);
    assertThat(step.next().rights().objection(new Armed(token, future()), now)).isPresent();
  }

  // H3, trace 7.
  private void actsUnderALiveTokenOnly() {
    for (GuardEffect effect : step.effects()) {
      if (effect instanceof GuardEffect.SignalPromote promote) {
        assertThat(before.rights().isLive(promote.token(), now)).as("%s", this).isTrue();
      }
      if (effect instanceof GuardEffect.AddVip add) {
        assertThat(before.rights().isLive(add.token(), now)).as("%s", this).isTrue();
      }
    }
  }

  // H6.
  private void killsNothingWhilePaused() {
    if (before.paused()) {
      assertThat(kills()).as("%s", this).isEmpty();
    }
  }

  // Trace 29: nobody asked, nothing fired, a scan found it in recovery.
  private void sparesItsOwnStandby() {
    if (before.server() instanceof Server.Recovering(long pid)
        && input instanceof GuardInput.Scanned(long epoch, List<Long> roots, boolean recovery)
        && recovery
        && !before.rights().isExpired(now)) {
      assertThat(kills()).as("%s", this).allMatch(kill -> kill.spare().equals(Optional.of(pid)));
    }
  }

  // H1.
  private void startsOneServerOnly() {
    if (step.effects().stream().anyMatch(GuardEffect.StartPostgres.class::isInstance)) {
      assertThat(before.server()).as("%s", this).isEqualTo(new Server.None());
      assertThat(before.work().kills()).as("%s", this).isZero();
      assertThat(before.work().starting()).as("%s", this).isFalse();
    }
  }

  // V7, L5: dead stays dead, the highest armed and the last obeyed never fall.
  private void neverGoesBack() {
    for (Token dead : before.rights().dead()) {
      assertThat(step.next().rights().objection(new Armed(dead, future()), now)).isPresent();
    }
    assertThat(before.obeyed().isAbove(step.next().obeyed())).as("%s", this).isFalse();
    before
        .rights()
        .highest()
        .ifPresent(
            it -> assertThat(step.next().rights().highest().get()).isGreaterThanOrEqualTo(it));
  }

  // H4: fed at this moment the machine is reset no later than the lease ends.
  private void feedsUnderALeaseOnly() {
    for (GuardEffect effect : step.effects()) {
      if (effect instanceof GuardEffect.FeedWatchdog(Token token)) {
        Armed armed = step.next().rights().armed().orElseThrow();
        WatchdogTerms terms = step.next().watchdog().terms().orElseThrow();
        assertThat(token).as("%s", this).isEqualTo(armed.token());
        assertThat(step.next().paused()).as("%s", this).isFalse();
        assertThat(now.plus(terms.timeout()))
            .as("%s", this)
            .isLessThanOrEqualTo(armed.deadline().plus(terms.guardBudget()));
      }
    }
  }

  // H4, H6: a proof or a pause ends what a living guard would be reset for.
  private void letsTheWatchdogRestOnceHarmless() {
    Watchdog after = step.next().watchdog();
    boolean idle = step.next().rights().armed().isEmpty();
    if (idle && after.harmless() && after.stand().resetsAt().isPresent()) {
      assertThat(after.busy() || now.isBefore(after.nextTry())).as("%s", this).isTrue();
    }
    if (isPause() && step.next().paused()) {
      assertThat(after.harmless()).as("%s", this).isTrue();
    }
    if (input instanceof GuardInput.Killed && isProof() && idle) {
      assertThat(after.harmless()).as("%s", this).isTrue();
    }
    if (!before.watchdog().harmless() && !isProof() && !isPause()) {
      assertThat(after.harmless()).as("%s", this).isFalse();
    }
  }

  private boolean isProof() {
    if (input instanceof GuardInput.Killed it) {
      return it.proof() && it.left().isEmpty();
    }
    return input instanceof GuardInput.Scanned it && (it.roots().isEmpty() || it.recovery());
  }

  private boolean isPause() {
    return input instanceof GuardInput.Stored it && it.store().paused();
  }

  // H4: required.
  private void promotesOnlyUnderARequiredWatchdog() {
    boolean required = before.watchdog().terms().filter(WatchdogTerms::required).isPresent();
    if (required && step.effects().stream().anyMatch(GuardEffect.SignalPromote.class::isInstance)) {
      Token armed = before.rights().armed().orElseThrow().token();
      assertThat(before.watchdog().stand()).as("%s", this).isInstanceOf(WatchdogStand.Fed.class);
      WatchdogStand.Fed fed = (WatchdogStand.Fed) before.watchdog().stand();
      assertThat(fed.token()).as("%s", this).isEqualTo(armed);
      assertThat(now).as("%s", this).isLessThan(fed.expiry());
    }
  }

  private List<GuardEffect.KillAll> kills() {
    return step.effects().stream()
        .filter(GuardEffect.KillAll.class::isInstance)
        .map(GuardEffect.KillAll.class::cast)
        .toList();
  }

  private MonotonicTime future() {
    return now.plus(java.time.Duration.ofSeconds(1));
  }

  private static Optional<Asker> asker(GuardEffect effect) {
    return switch (effect) {
      case GuardEffect.Reply it -> Optional.of(it.asker());
      case GuardEffect.KillAll it -> it.asker();
      case GuardEffect.StartPostgres it -> Optional.of(it.asker());
      case GuardEffect.SignalPromote it -> Optional.of(it.asker());
      case GuardEffect.Store it -> Optional.of(it.asker());
      case GuardEffect.AddVip it -> Optional.of(it.asker());
      case GuardEffect.DropVip it -> it.asker();
      case GuardEffect.KeepVip it -> Optional.empty();
      case GuardEffect.Welcome it -> Optional.empty();
      case GuardEffect.ClosePipe it -> Optional.empty();
      case GuardEffect.ReportGone it -> Optional.empty();
      case GuardEffect.Scan it -> Optional.empty();
      case GuardEffect.WatchdogChange it -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return before + " + " + input + " -> " + step.effects();
  }
}
