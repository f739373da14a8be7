package dev.regent.simulation.mutants.scene;

import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.simulation.mutants.Directed;
import dev.regent.simulation.script.Cluster;
import dev.regent.simulation.world.Mail;

/**
 * L5: an Instruction of before several others comes late, to a new daemon that has heard none yet
 * (traces 4, 24).
 */
public final class DelayedInstruction implements Directed {
  @Override
  public void play() {
    Cluster cluster = Stage.usual(42);
    Mail mail = cluster.world().mail();
    mail.keep(DelayedInstruction::isForTheFirst);
    cluster.runFor(Stage.seconds(1)).world().mail().pass();
    Envelope old = mail.kept().getFirst();
    cluster.powerOff(Stage.B).runFor(Stage.seconds(3)).powerOn(Stage.B).settle();

    mail.keep(DelayedInstruction::isForTheFirst);
    cluster.killDaemon(Stage.A).startDaemon(Stage.A).runFor(Stage.millis(300));
    mail.deliver(old::equals);
    cluster.runFor(Stage.millis(200));

    mail.pass();
    cluster.settle();
  }

  private static boolean isForTheFirst(Envelope envelope) {
    return envelope.message() instanceof Instruction && envelope.to().equals(Stage.A);
  }
}
