package dev.regent.agent.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LooksTest {
  private static final Observation STANDBY =
      new Observation(
          PostgresView.ABSENT.with(PostgresStatus.STANDBY), Optional.empty(), true, true);

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<AgentCommand> told = kit.createTestProbe();

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void aLookThatThrowsSawAServerThatDoesNotAnswerAndAnotherFollows() {
    Iterator<Supplier<Observation>> answers =
        List.<Supplier<Observation>>of(
                () -> {
                  throw new IllegalStateException("planted");
                },
                () -> {
                  throw new StackOverflowError("planted");
                },
                () -> STANDBY)
            .iterator();
    Looks looks =
        new Looks(
            told.ref(),
            Ports.of(
                new ScriptedEngine(() -> answers.next().get(), job -> new JobResult.Done()),
                new Nowhere()));

    for (int look = 0; look < 2; look++) {
      looks.look();
      Observation seen = told.expectMessageClass(AgentCommand.Looked.class).observation();
      assertThat(seen.postgres().status()).isEqualTo(PostgresStatus.UNRESPONSIVE);
      assertThat(seen.directoryIntact()).isFalse();
      assertThat(seen.cut()).isEmpty();
      looks.done();
    }
    looks.look();
    assertThat(told.expectMessageClass(AgentCommand.Looked.class).observation()).isEqualTo(STANDBY);
  }
}
