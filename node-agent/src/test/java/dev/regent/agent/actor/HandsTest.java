package dev.regent.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import dev.regent.agent.engine.Engine;
import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.agent.holder.AgentEffect;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.VoterSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandsTest {
  private static final Observation ABSENT =
      new Observation(PostgresView.ABSENT, Optional.empty(), true, false);

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<AgentCommand> told = kit.createTestProbe();

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void aJobThatEndsByAnErrorHasEnded() {
    carryOut(
        new Nowhere(),
        engine(job -> {
          throw new OutOfMemoryError("planted");
        }),
        new AgentEffect.Run(7, new Job.Bootstrap()));

    AgentCommand.JobEnded ended = told.expectMessageClass(AgentCommand.JobEnded.class);
    assertThat(ended.number()).isEqualTo(7);
    assertThat(ended.result())
        .isInstanceOfSatisfying(
            JobResult.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("unforeseen");
              assertThat(failed.message()).contains("planted");
              assertThat(failed.retry()).isTrue();
            });
  }

  @Test
  void aDiskThatStallsHoldsNothingUpAndTheNewestOrderIsKept() {
    CountDownLatch goesOn = new CountDownLatch(1);
    TestProbe<Instruction> kept = kit.createTestProbe();
    try {
      carryOut(
          new StallingDisk(goesOn, kept.ref()),
          engine(job -> new JobResult.Done()),
          new AgentEffect.Obey(instruction(11)),
          new AgentEffect.Obey(instruction(12)),
          new AgentEffect.Obey(instruction(13)),
          new AgentEffect.Run(1, new Job.Bootstrap()));
      told.expectMessageClass(AgentCommand.JobEnded.class);
    } finally {
      goesOn.countDown();
    }
    while (!kept.receiveMessage().equals(instruction(13))) {}
    kept.expectNoMessage();
  }

  /** An actor carries these out; what its workers tell it comes to the probe. */
  private void carryOut(LastOrder lastOrder, Engine engine, AgentEffect... effects) {
    AgentPorts ports = Ports.of(engine, lastOrder);
    kit.spawn(
        Behaviors.<AgentCommand>setup(context -> {
          Hands hands = new Hands(context, ports);
          Looks looks = new Looks(context.getSelf(), ports);
          List.of(effects).forEach(effect -> hands.carryOut(effect, Ports.state(), looks));
          return Behaviors.receiveMessage(command -> {
            told.ref().tell(command);
            return Behaviors.same();
          });
        }));
  }

  private static Engine engine(Function<Job, JobResult> jobs) {
    Supplier<Observation> nothing = () -> ABSENT;
    return new ScriptedEngine(nothing, jobs);
  }

  private static Instruction instruction(long index) {
    return new Instruction(
        Ports.SESSION,
        new Revision(new Term(3), index),
        new Term(3),
        new VoterSet(Revision.NONE, List.of()),
        Optional.empty(),
        new Desired.Stand());
  }

  /** Keeps an order when the disk goes on. */
  private record StallingDisk(CountDownLatch goesOn, ActorRef<Instruction> kept)
      implements LastOrder {
    @Override
    public Optional<Instruction> read() {
      return Optional.empty();
    }

    @Override
    public void keep(Instruction instruction) {
      try {
        goesOn.await();
        kept.tell(instruction);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }
}
