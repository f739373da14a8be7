package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Term;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.Mail;

/**
 * L2: the Accept of an old leader reaches a voter between its promise to a new one and the new
 * one's first Accept. Stored and acked, it would be committed beside the new line (I4).
 */
public final class LateAccept implements Directed {

  @Override
  public void play() {
    Cluster cluster = Stage.usual(1);
    Mail mail = cluster.world().mail();
    mail.keep(envelope -> envelope.message() instanceof Message.Accept);
    cluster.ask(new Command.Pause("test")).cut(Stage.W, Stage.A).cut(Stage.W, Stage.B);
    Term old = promised(cluster);

    Stage.step(cluster, Stage.seconds(5), () -> promised(cluster).isAbove(old));
    mail.deliver(envelope ->
        Stage.is(envelope, Message.Accept.class, Stage.W) && envelope.to().equals(Stage.B));
    cluster.runFor(Stage.millis(20));

    mail.deliver(envelope -> !envelope.from().equals(Stage.W));
    mail.pass();
    cluster.heal().settle();
  }

  private static Term promised(Cluster cluster) {
    return cluster.node(Stage.B).disk().recovered().promised();
  }
}
