package dev.regent.simulation.lab;

import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;

/** Clients take every connection of the primary, and keep them for a while. */
final class ConnectionsExhausted implements Fault {
  static final String NAME = "connections-exhausted";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Effect effect() {
    return Effect.STAYS;
  }

  @Override
  public Ready prepare(Scene scene) {
    Crowd crowd = new Crowd();
    return new Ready() {
      @Override
      public void inject() {
        crowd.take(scene.primary(), scene.cell().client());
      }

      @Override
      public void heal() {
        crowd.go();
      }
    };
  }
}
