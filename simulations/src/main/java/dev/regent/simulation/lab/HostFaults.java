package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Faults of real hosts that the simulator does not tell apart from others or does not know. They
 * are drilled and judged as those of {@code regent demo --drill}.
 */
final class HostFaults {
  private static final int FLAPS = 10;
  private static final Duration FLAP = Duration.ofMillis(500);

  private HostFaults() {}

  /** Does something to a scene. */
  private interface Act {
    void on(Hands hands, Scene scene) throws SQLException;
  }

  /** One of them, before it has hands. */
  private record Plan(String name, Fault.Effect effect, Act strike, Act relief) {}

  private static final List<Plan> ALL =
      List.of(
          on("cable-pulled", Fault.Effect.MOVES, Blow.PULL_CABLE, Blow.PLUG_CABLE),
          on("node-powered-off", Fault.Effect.MOVES, Blow.POWER_OFF, Blow.POWER_ON),
          on("node-frozen", Fault.Effect.MOVES, Blow.FREEZE, Blow.WAKE),
          on("guard-killed", Fault.Effect.EITHER, Blow.KILL_GUARD, Blow.START_DAEMON),
          on("backend-killed", Fault.Effect.EITHER, Blow.KILL_BACKEND, Blow.START_DAEMON),
          cut("silent-drop", Fault.Effect.MOVES, scene -> around(scene, true)),
          cut("one-way-drop", Fault.Effect.MOVES, scene -> around(scene, false)),
          cut("data-nodes-apart", Fault.Effect.EITHER, HostFaults::betweenDataNodes),
          cut("primary-witness-apart", Fault.Effect.STAYS, HostFaults::toWitness),
          new Plan(
              "witness-powered-off",
              Fault.Effect.STAYS,
              (hands, scene) -> hands.perform(new Deed.Hurt(scene.witness(), Blow.POWER_OFF)),
              (hands, scene) -> hands.perform(new Deed.Hurt(scene.witness(), Blow.POWER_ON))),
          new Plan(
              "receiver-killed",
              Fault.Effect.STAYS,
              (hands, scene) ->
                  hands.perform(new Deed.Hurt(scene.standby().node(), Blow.KILL_RECEIVER)),
              (hands, scene) -> {}),
          new Plan(
              "cable-flapping",
              Fault.Effect.EITHER,
              HostFaults::flap,
              (hands, scene) -> hands.perform(new Deed.Hurt(primary(scene), Blow.PLUG_CABLE))));

  /** Their names; never one of a scenario. */
  static List<String> names() {
    return Stream.concat(
            ALL.stream().map(Plan::name), Stream.of(ConnectionsExhausted.NAME, DiskFull.NAME))
        .toList();
  }

  /** Whether it needs a lab with small disks. */
  static boolean fillsDisks(String name) {
    return name.equals(DiskFull.NAME);
  }

  /** The one of that name. */
  static Fault named(String name, Hands hands) {
    return ALL.stream()
        .filter(plan -> plan.name().equals(name))
        .<Fault>map(plan -> new HostFault(plan, hands))
        .findFirst()
        .orElseGet(() -> fillsDisks(name) ? new DiskFull() : new ConnectionsExhausted());
  }

  private static Plan on(String name, Fault.Effect effect, Blow strike, Blow relief) {
    return new Plan(
        name,
        effect,
        (hands, scene) -> hands.perform(new Deed.Hurt(primary(scene), strike)),
        (hands, scene) -> hands.perform(new Deed.Hurt(primary(scene), relief)));
  }

  /** Which ways a fault cuts. */
  private interface Ways {
    List<Way> of(Scene scene);
  }

  private static Plan cut(String name, Fault.Effect effect, Ways ways) {
    return new Plan(
        name,
        effect,
        (hands, scene) -> hands.perform(new Deed.Cut(ways.of(scene), Traffic.ALL)),
        (hands, scene) -> hands.perform(new Deed.Heal()));
  }

  private static NodeId primary(Scene scene) {
    return scene.primary().node();
  }

  /** From the primary to all others, and perhaps back. */
  private static List<Way> around(Scene scene, boolean back) {
    String primary = primary(scene).name();
    return scene.cell().nodes().stream()
        .map(NodeId::name)
        .filter(other -> !other.equals(primary))
        .flatMap(
            other -> back ? Way.both(primary, other).stream() : Stream.of(new Way(primary, other)))
        .toList();
  }

  private static List<Way> betweenDataNodes(Scene scene) {
    return Way.both(primary(scene).name(), scene.standby().node().name());
  }

  private static List<Way> toWitness(Scene scene) {
    return Way.both(primary(scene).name(), scene.witness().name());
  }

  private static void flap(Hands hands, Scene scene) {
    for (int flap = 0; flap < FLAPS; flap++) {
      Blow blow = flap % 2 == 0 ? Blow.PULL_CABLE : Blow.PLUG_CABLE;
      hands.perform(new Deed.Hurt(primary(scene), blow));
      Await.pass(FLAP);
    }
  }

  private record HostFault(Plan plan, Hands hands) implements Fault {
    @Override
    public String name() {
      return plan.name();
    }

    @Override
    public Effect effect() {
      return plan.effect();
    }

    @Override
    public Ready prepare(Scene scene) {
      return new Ready() {
        @Override
        public void inject() throws SQLException {
          plan.strike().on(hands, scene);
        }

        @Override
        public void heal() throws SQLException {
          plan.relief().on(hands, scene);
        }
      };
    }
  }
}
