package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.Mail;

/**
 * V5: an ack of an earlier round comes late, in a round whose requests reach nobody else (trace
 * 19).
 */
public final class OldRound implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(39);
    Mail mail = cluster.world().mail();
    mail.keep(envelope -> envelope.message() instanceof Message.LeaseAck);
    cluster.runFor(Stage.millis(800));
    mail.keep(envelope -> envelope.message() instanceof Message.LeaseAck || asksOthers(envelope));
    cluster.runFor(Stage.millis(800));
    Envelope own = last(mail);

    mail.deliver(envelope -> Stage.is(envelope, Message.LeaseAck.class, Stage.W));
    mail.deliver(own::equals);

    mail.pass();
    cluster.runFor(Stage.seconds(1)).settle();
  }

  private static boolean asksOthers(Envelope envelope) {
    return envelope.message() instanceof Message.LeaseRequest
        && !envelope.to().equals(envelope.from());
  }

  private static Envelope last(Mail mail) {
    return mail.kept().stream()
        .filter(envelope -> Stage.is(envelope, Message.LeaseAck.class, Stage.A))
        .reduce((one, later) -> later)
        .orElseThrow();
  }
}
