package dev.regent.simulation.world.node;

import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.base.Sim;
import java.util.Optional;

/** The virtual address on this node's network card; the kernel drops it when its time is up. */
final class VipHands {
  private final Sim sim;
  private final NodeClock clock;
  private final Life life;
  private final GuardHost guard;
  private final Segment segment;
  private final NodeId node;
  private final NetworkCard card;

  VipHands(Parts parts, GuardHost guard, Segment segment) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.life = parts.life();
    this.guard = guard;
    this.segment = segment;
    this.node = parts.disk().node();
    this.card = segment.card(node);
  }

  void change(GuardEffect.VipChange change) {
    sim.agenda()
        .after(
            sim.briefDelay(500, 8_000),
            life,
            () -> {
              guard.input(new GuardInput.VipEnded(change, carryOut(change)));
            });
  }

  /** What went wrong, if anything. */
  private Optional<String> carryOut(GuardEffect.VipChange change) {
    return switch (change) {
      case GuardEffect.AddVip add -> add(add);
      case GuardEffect.DropVip drop -> {
        card.dropVip();
        yield Optional.empty();
      }
      case GuardEffect.KeepVip keep -> {
        card.holdVip(Long.MAX_VALUE);
        yield Optional.empty();
      }
    };
  }

  /** Told to the neighbours each time, so that one who missed it hears the next. */
  private Optional<String> add(GuardEffect.AddVip add) {
    if (!card.hasVip() && segment.isTaken(node)) {
      return Optional.of("somebody else has the VIP");
    }
    if (GuardRules.mayHoldVip(guard.state(), add.token(), clock.now())) {
      long lifetime = GuardHost.lifetime(add);
      card.holdVip(lifetime == Long.MAX_VALUE ? lifetime : sim.now() + lifetime);
      segment.announce(node);
    }
    return Optional.empty();
  }
}
