package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.NodeControl;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import java.util.function.Consumer;

/**
 * A fault of one signal or a few, which needs no preparation.
 *
 * @param strike makes it
 * @param relief ends it
 */
record Simple(String name, Effect effect, Consumer<Scene> strike, Consumer<Scene> relief)
    implements Fault {

  /** The postmaster of the primary is killed; its backends notice, or not. */
  static Fault postmasterKilled() {
    return new Simple(
        "postmaster-killed",
        Effect.MOVES,
        scene -> Signals.killPostmaster(scene.primary()),
        scene -> {});
  }

  /** Everything of the primary's node is killed, and stays so until clients can write again. */
  static Fault nodeKilled() {
    return new Simple(
        "node-killed",
        Effect.MOVES,
        scene -> Signals.killNode(scene.cell(), scene.primary().node()),
        scene -> control(scene).release());
  }

  /** The primary's daemon is killed, alone, and started again. */
  static Fault daemonKilled() {
    return new Simple(
        "daemon-killed",
        Effect.STAYS,
        scene -> control(scene).daemon().ifPresent(Signals::kill),
        scene -> {});
  }

  /** Postmaster and backends of the primary are stopped and do not answer. */
  static Fault postgresHung() {
    return new Simple(
        "postgres-hung",
        Effect.MOVES,
        scene -> Signals.freezeAll(scene.primary()),
        scene -> Signals.thawAll(scene.primary()));
  }

  /** The witness is killed, and comes back. */
  static Fault witnessKilled() {
    return new Simple(
        "witness-killed",
        Effect.STAYS,
        scene -> Signals.killNode(scene.cell(), scene.witness()),
        scene -> scene.cell().control(scene.witness()).release());
  }

  /** Everything of the standby's node is killed, and comes back. */
  static Fault standbyKilled() {
    return new Simple(
        "standby-killed",
        Effect.STAYS,
        scene -> Signals.killNode(scene.cell(), scene.standby().node()),
        scene -> scene.cell().control(scene.standby().node()).release());
  }

  private static NodeControl control(Scene scene) {
    return scene.cell().control(scene.primary().node());
  }

  @Override
  public Ready prepare(Scene scene) {
    return new Ready() {
      @Override
      public void inject() {
        strike.accept(scene);
      }

      @Override
      public void heal() {
        relief.accept(scene);
      }
    };
  }
}
