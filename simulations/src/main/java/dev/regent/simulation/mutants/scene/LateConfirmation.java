package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.Incarnation;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.Mail;
import dev.regent.simulation.world.WorldSettings;
import java.util.Optional;

/**
 * L6: the first exchange dies with its coordinator, a journal is lost, and a late hello makes the
 * next exchange have the same number. A confirmation of the first arrives in the second (trace 23).
 */
public final class LateConfirmation implements Directed {
  @Override
  public void play() {
    Cluster cluster = Cluster.of(WorldSettings.usual(32));
    Mail mail = cluster.world().mail();
    mail.keep(envelope -> isConfirmation(envelope) || isAskedOfItself(envelope));
    Stage.step(
        cluster, Stage.seconds(5), () -> mail.kept().stream().anyMatch(this::isConfirmation));
    cluster.powerOff(Stage.W).loseJournal(Stage.B).powerOn(Stage.B);

    mail.keep(envelope -> isConfirmation(envelope) || isHello(envelope));
    cluster.powerOn(Stage.W).runFor(Stage.millis(20));
    Stage.arrives(cluster, Stage.A, Stage.W, hello(cluster));
    cluster.runFor(Stage.seconds(1));
    mail.deliver(this::isConfirmation);
    cluster.runFor(Stage.millis(200));

    mail.pass();
    cluster.settle();
  }

  private static Message.Hello hello(Cluster cluster) {
    Incarnation journal = cluster.node(Stage.A).disk().recovered().incarnation().orElseThrow();
    return new Message.Hello(journal, 0, "settings", "machine-a", Optional.empty());
  }

  private boolean isConfirmation(Envelope envelope) {
    return Stage.is(envelope, Message.VectorConfirmed.class, Stage.A);
  }

  private static boolean isHello(Envelope envelope) {
    return Stage.is(envelope, Message.Hello.class, Stage.A);
  }

  private static boolean isAskedOfItself(Envelope envelope) {
    return Stage.is(envelope, Message.ConfirmVector.class, Stage.W)
        && envelope.to().equals(Stage.W);
  }
}
