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
      turn.become(turn.state().with(AgentState.VipSeat.HELD));
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

  static boolean isHeld(AgentTurn turn) {
    return turn.state().vip() == AgentState.VipSeat.HELD;
  }

  /**
   * The Instruction is to serve no more. A new daemon does not know whether the former one added
   * the VIP, which outlives it until the guard's deadline: 1 the daemon dies, the token is revoked;
   * 2 the next one kills PostgreSQL and releases at once; 3 the new primary adds the VIP a second
   * time. Before the first Instruction it leaves the VIP alone: the former right may go on.
   */
  static void drop(AgentTurn turn) {
    boolean mayBeHere =
        switch (turn.state().vip()) {
          case AWAY -> false;
          case UNKNOWN -> turn.state().order().isPresent();
          case HELD -> true;
        };
    if (mayBeHere) {
      turn.become(turn.state().with(AgentState.VipSeat.AWAY));
      turn.effect(new AgentEffect.DropVip());
    }
  }
}
