package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;

/**
 * S2, D1: in protection mode the only member of S leaves recovery and dies before {@code Promoted}
 * is committed. The last promoted node takes over and waits for it (R6), and it cannot leave S.
 */
public final class DivergedMember implements Directed {
  @Override
  public void play() {
    Cluster cluster = Cluster.settled(WorldSettings.usual(45).in(ProtectionMode.PROTECTION));
    Stage.require(cluster.primary().equals(Stage.A), "a is the primary at first");
    cluster.powerOff(Stage.A);
    Stage.step(
        cluster,
        Stage.seconds(20),
        () -> cluster.node(Stage.B).guard().orElseThrow().state().work().promoting());
    cluster.isolate(Stage.B);
    Stage.step(cluster, Stage.seconds(5), () -> cluster.world().server(Stage.B).isWritable());
    Stage.require(cluster.state().phase() instanceof Phase.Granted, "b is only granted");

    cluster.killGuard(Stage.B).runFor(Stage.seconds(1)).heal().powerOn(Stage.A);
    cluster.until(
        "a is granted",
        Stage.seconds(30),
        () -> cluster.holder().filter(Stage.A::equals).isPresent());

    cluster.startDaemon(Stage.B).settle();
  }
}
