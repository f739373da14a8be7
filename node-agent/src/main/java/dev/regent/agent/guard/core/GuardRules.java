package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.Optional;

/**
 * The guard's decisions (H3). Total: every input has an answer in every state.
 *
 * <p><b>Order.</b> The deadline comes before the input, whatever the input is: a guard that was
 * frozen past its deadline first fires and then looks at what it was asked (trace 7).
 */
public final class GuardRules {
  /** How often an unarmed guard looks for what it did not start. */
  public static final Duration SCAN_INTERVAL = Duration.ofMillis(500);

  private GuardRules() {}

  /** One step. {@code now} is read after the input was. */
  public static GuardStep decide(GuardState state, GuardInput input, MonotonicTime now) {
    GuardStep expired = expire(state, now);
    return WatchdogRules.tend(expired.then(handle(expired.next(), input, now)), now);
  }

  /**
   * Whether something may still be done under {@code token}: asked again, by whoever does it, right
   * before the effect.
   */
  public static boolean mayAct(GuardState state, Token token, MonotonicTime now) {
    return state.rights().isLive(token, now);
  }

  /** Whether a promotion may be signalled under {@code token}: asked like {@link #mayAct} (H4). */
  public static boolean mayPromote(GuardState state, Token token, MonotonicTime now) {
    return mayAct(state, token, now) && WatchdogRules.objection(state, now).isEmpty();
  }

  /** Whether the watchdog may be fed: asked again right before it is (H4). */
  public static boolean mayFeed(GuardState state, MonotonicTime now) {
    return WatchdogRules.mayFeed(state, now);
  }

  /** Whether the VIP may still be here under {@code token}: asked before and after adding it. */
  public static boolean mayHoldVip(GuardState state, Token token, MonotonicTime now) {
    return mayAct(state, token, now) && state.vip() == Vip.WANTED;
  }

  private static GuardStep handle(GuardState state, GuardInput input, MonotonicTime now) {
    return switch (input) {
      case GuardInput.TakeOver(long connection) -> takeOver(state, connection);
      case GuardInput.ConnectionClosed(long connection) -> closed(state, connection);
      case GuardInput.Asked asked -> asked(state, asked, now);
      case GuardInput.PostgresStarted it -> OutcomeRules.started(state, it);
      case GuardInput.StartFailed it -> OutcomeRules.startFailed(state, it);
      case GuardInput.PostgresExited it -> OutcomeRules.exited(state, it, now);
      case GuardInput.PromoteEnded it -> OutcomeRules.promoteEnded(state, it);
      case GuardInput.Killed it -> OutcomeRules.killed(state, it, now);
      case GuardInput.Stored it -> OutcomeRules.stored(state, it, now);
      case GuardInput.VipEnded it -> OutcomeRules.vipEnded(state, it);
      case GuardInput.Scanned it -> WatchRules.scanned(state, it);
      case GuardInput.WatchdogEnd end -> WatchdogRules.ended(state, end, now);
      case GuardInput.Tick() -> WatchRules.tick(state, now);
    };
  }

  // H3: the token is dead before the killing starts (V7); the VIP goes first (P1).
  private static GuardStep expire(GuardState state, MonotonicTime now) {
    if (!state.rights().isExpired(now)) {
      return GuardStep.to(state);
    }
    Work work = state.work();
    return GuardStep.to(
        state
            .withRights(state.rights().disarm(true))
            .withWork(work.withKills(work.kills() + 1).nextEpoch())
            .withVip(unwanted(state.vip())),
        new GuardEffect.DropVip(Optional.empty()),
        new GuardEffect.KillAll(Manner.AT_ONCE, Optional.empty(), Optional.empty()));
  }

  static Vip unwanted(Vip vip) {
    return vip == Vip.ABSENT ? Vip.ABSENT : Vip.UNWANTED;
  }

  // H3: the newest daemon is served.
  private static GuardStep takeOver(GuardState state, long connection) {
    GuardState served = state.withDaemon(Optional.of(connection));
    GuardStep welcome = GuardStep.to(served, new GuardEffect.Welcome(connection));
    return state
        .daemon()
        .filter(older -> older != connection)
        .map(older -> GuardStep.to(served, new GuardEffect.ClosePipe(older)).then(welcome))
        .orElse(welcome);
  }

  // H3: a closed pipe means no more renewals, not "kill now".
  private static GuardStep closed(GuardState state, long connection) {
    return GuardStep.to(state.withDaemon(state.daemon().filter(served -> served != connection)));
  }

  private static GuardStep asked(GuardState state, GuardInput.Asked asked, MonotonicTime now) {
    Asker asker = asked.asker();
    if (state.daemon().filter(served -> served == asker.connection()).isEmpty()) {
      return GuardStep.to(
          state,
          new GuardEffect.Reply(asker, new Answer.Refused("this guard serves a newer daemon")),
          new GuardEffect.ClosePipe(asker.connection()));
    }
    return CommandRules.answer(state, asked, now);
  }
}
