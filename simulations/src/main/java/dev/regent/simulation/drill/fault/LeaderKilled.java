package dev.regent.simulation.drill.fault;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.CellStatus;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;

/** The leader's daemon is killed together with the primary's postmaster; it is started again. */
record LeaderKilled() implements Fault {
  @Override
  public String name() {
    return "leader-killed";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Ready prepare(Scene scene) {
    NodeId leader =
        scene
            .cell()
            .status()
            .flatMap(CellStatus::leader)
            .orElseThrow(() -> new DrillFailed("nobody leads"));
    return () -> {
      Signals.killPostmaster(scene.primary());
      scene.cell().control(leader).daemon().ifPresent(Signals::kill);
    };
  }
}
