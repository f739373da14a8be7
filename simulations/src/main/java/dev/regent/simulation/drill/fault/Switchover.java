package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Answer;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;

/**
 * The standby is asked to become primary while all are well.
 *
 * @param variant there, or back again
 */
record Switchover(String variant) implements Fault {
  @Override
  public String name() {
    return "switchover";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Ready prepare(Scene scene) {
    return () -> order(scene);
  }

  static void order(Scene scene) {
    Answer answer = scene.cell().switchover(scene.standby().node());
    if (!answer.isAccepted()) {
      throw new DrillFailed("the switchover was refused: " + answer);
    }
  }
}
