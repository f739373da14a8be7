package dev.regent.controller.actor;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import dev.regent.protocol.MonotonicTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A voter's timer rings, whatever became of an earlier ring. */
class AlarmTest {
  private static final DatabaseCommand WAKE = new DatabaseCommand.Wake();
  private static final DatabaseCommand SET = new DatabaseCommand.Due();

  @RegisterExtension
  final ActorSystemExtension actors = new ActorSystemExtension(ConfigFactory.empty());

  @Test
  void oneWhoseRingWasDroppedIsSetAgainForTheSameTime() {
    TestProbe<DatabaseCommand> probe = actors.kit().createTestProbe(DatabaseCommand.class);
    ActorRef<DatabaseCommand> deaf = actors.kit().spawn(deaf(probe.ref()));
    deaf.tell(SET);
    probe.expectMessage(WAKE);
    deaf.tell(SET);
    probe.expectMessage(WAKE);
  }

  /** Loses every ring, as a full stash does, but for telling the test. */
  private static Behavior<DatabaseCommand> deaf(ActorRef<DatabaseCommand> probe) {
    return Behaviors.withTimers(timers -> {
      Alarm alarm = new Alarm(timers, () -> MonotonicTime.ZERO);
      return Behaviors.receiveMessage(message -> {
        if (message.equals(SET)) {
          alarm.set(MonotonicTime.ZERO);
        } else {
          probe.tell(message);
        }
        return Behaviors.same();
      });
    });
  }
}
