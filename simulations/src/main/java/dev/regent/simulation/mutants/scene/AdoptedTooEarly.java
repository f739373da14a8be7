package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;

/**
 * L3: the highest accepted state that a candidate adopts may be one voter's alone. The new leader
 * cannot commit it again under its own term, so nobody may act on it; and it is lost with that
 * voter.
 */
public final class AdoptedTooEarly implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(62);
    cluster.world().mail().keep(AdoptedTooEarly::isKept);
    cluster.ask(new Command.Pause("test"));
    Stage.step(cluster, Stage.seconds(5), () -> isAcceptedByTheWitness(cluster));
    long terms = term(cluster);

    cluster.killDaemon(Stage.W).startDaemon(Stage.W);
    cluster.until("the next leader", Stage.seconds(10), () -> term(cluster) > terms);
    cluster.runFor(Stage.seconds(2));

    cluster.powerOff(Stage.W).world().mail().pass();
    cluster.forLonger(cluster.thanElection());
    Stage.require(cluster.count(LedgerEvent.Paused.class) == 0, "nothing was ever paused");
    cluster.powerOn(Stage.W).settle();
  }

  /** No Accept arrives, and whoever is elected has heard the witness. */
  private static boolean isKept(Envelope envelope) {
    boolean fromADataNodeToTheOther =
        !envelope.from().equals(Stage.W) && !envelope.to().equals(Stage.W);
    return envelope.message() instanceof Message.Accept
        || (envelope.message() instanceof Message.Promise && fromADataNodeToTheOther);
  }

  private static boolean isAcceptedByTheWitness(Cluster cluster) {
    return cluster
        .node(Stage.W)
        .disk()
        .recovered()
        .accepted()
        .filter(entry -> entry.event() instanceof LedgerEvent.Paused)
        .isPresent();
  }

  /** The highest term that anybody was promised. */
  private static long term(Cluster cluster) {
    return Math.max(promised(cluster, Stage.A), promised(cluster, Stage.B));
  }

  private static long promised(Cluster cluster, NodeId node) {
    return cluster.node(node).disk().recovered().promised().number();
  }
}
