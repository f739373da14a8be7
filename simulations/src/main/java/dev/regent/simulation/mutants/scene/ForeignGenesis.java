package dev.regent.simulation.mutants.scene;

import dev.regent.controller.ledger.Genesis;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.WorldSettings;
import java.util.List;

/** L6: a genesis of another vector than the confirmed one comes first. */
public final class ForeignGenesis implements Directed {
  @Override
  public void play() {
    Cluster cluster = Cluster.of(WorldSettings.usual(33));
    cluster.world().mail().keep(envelope -> envelope.message() instanceof Message.Form);
    Stage.step(
        cluster,
        Stage.seconds(5),
        () -> cluster.node(Stage.A).disk().recovered().confirmed().isPresent());
    List<Voter> vector = cluster.node(Stage.A).disk().recovered().confirmed().get().vector();
    List<Voter> other =
        vector.stream()
            .map(voter -> new Voter(voter.node(), new Incarnation(7), voter.machine()))
            .toList();

    Entry genesis =
        Genesis.of(other, "settings", cluster.world().settings().mode(), cluster.thanLease());
    Stage.arrives(cluster, Stage.W, Stage.A, new Message.Form(1, genesis));

    cluster.runFor(Stage.millis(50)).world().mail().pass();
    cluster.settle();
  }
}
