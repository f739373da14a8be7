package dev.regent.simulation.world.node;

import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
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
  private long until;

  VipHands(Parts parts, GuardHost guard) {
    this.sim = parts.sim();
    this.clock = parts.clock();
    this.life = parts.life();
    this.guard = guard;
  }

  void change(GuardEffect.VipChange change) {
    sim.agenda()
        .after(
            sim.briefDelay(500, 8_000),
            life,
            () -> {
              switch (change) {
                case GuardEffect.AddVip add -> add(add);
                case GuardEffect.DropVip drop -> until = 0;
                case GuardEffect.KeepVip keep -> until = Long.MAX_VALUE;
              }
              guard.input(new GuardInput.VipEnded(change, Optional.empty()));
            });
  }

  private void add(GuardEffect.AddVip add) {
    if (GuardRules.mayHoldVip(guard.state(), add.token(), clock.now())) {
      long lifetime = GuardHost.lifetime(add);
      until = lifetime == Long.MAX_VALUE ? lifetime : sim.now() + lifetime;
    }
  }

  boolean isHere() {
    return sim.now() < until;
  }
}
