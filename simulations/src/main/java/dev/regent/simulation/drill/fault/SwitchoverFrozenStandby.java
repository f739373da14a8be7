package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;

/**
 * A switchover to a standby whose server is stopped. It is to be refused, or given up without harm:
 * such a standby would hold up the primary's orderly stop.
 */
record SwitchoverFrozenStandby() implements Fault {
  @Override
  public String name() {
    return "switchover-frozen-standby";
  }

  @Override
  public Effect effect() {
    return Effect.STAYS;
  }

  @Override
  public Ready prepare(Scene scene) {
    return new Ready() {
      @Override
      public void inject() {
        Signals.freezeAll(scene.standby());
        var _ = scene.cell().switchover(scene.standby().node());
      }

      @Override
      public void heal() {
        Signals.thawAll(scene.standby());
      }
    };
  }
}
