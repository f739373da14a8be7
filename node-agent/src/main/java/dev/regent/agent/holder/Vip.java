package dev.regent.agent.holder;

import dev.regent.protocol.message.Desired;
import java.time.Duration;

/** The VIP follows lease and open PostgreSQL: P1. */
final class Vip {
  private static final Duration MARGIN = Duration.ofMillis(1500);

  private Vip() {}

  /** Adds the VIP or refreshes its lifetime, if the database has one and it may be held. */
  static void hold(AgentTurn turn) {
    boolean wanted =
        turn.setup().database().vip().isPresent()
            && turn.desired().filter(Desired.Serve.class::isInstance).isPresent();
    if (wanted && turn.lease().isLive(turn.now())) {
      turn.become(turn.state().withVip(true));
      turn.effect(new AgentEffect.HoldVip(turn.lease().token().orElseThrow(), lifetime(turn)));
    }
  }

  /**
   * The kernel's own lifetime as a backstop: floor(lease left - 1.5 s); zero means none, for leases
   * where it would not outlast two renewals.
   */
  private static Duration lifetime(AgentTurn turn) {
    Duration left = turn.lease().armedUntil().since(turn.now()).minus(MARGIN);
    boolean outlasts =
        left.compareTo(turn.setup().lease().renewInterval().multipliedBy(2)) > 0
            && left.compareTo(Duration.ofSeconds(1)) >= 0;
    return outlasts ? Duration.ofSeconds(left.toSeconds()) : Duration.ZERO;
  }

  static void drop(AgentTurn turn) {
    if (turn.state().vipHeld()) {
      turn.become(turn.state().withVip(false));
      turn.effect(new AgentEffect.DropVip());
    }
  }
}
