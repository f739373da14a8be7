package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.guard.Guard;
import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.guard.client.GuardLauncher;
import dev.regent.agent.process.Processes;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.report.PostgresStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class RealGuardTest {
  @Test
  void theGuardStartsPromotesAndEndsTheServerAtTheDeadline() throws Exception {
    BootClock clock = BootClock.open();
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      Path state = cluster.root.resolve("state");
      GuardSettings settings =
          new GuardSettings(
              a.id,
              a.settings.dataDirectory(),
              cluster.root.resolve("guard"),
              state,
              Optional.empty(),
              Optional.empty(),
              GuardSettings.OWN_SESSION);
      try (GuardClient guard = GuardLauncher.attach(settings, line -> {});
          PostgresEngine engine =
              PostgresEngine.open(a.settings, guard, () -> clock.now().nanos())) {
        assertThat(engine.run(new Job.Bootstrap())).isEqualTo(new JobResult.Done());
        assertThat(engine.run(new Job.Start())).isEqualTo(new JobResult.Done());
        Token token = new Token(a.next());
        Job promote = new Job.Promote(token, new TimelineId(2), SyncRule.BLOCK);
        StandbyTest.assertRefused(engine.run(promote), "guard-refused");
        assertThat(guard.arm(token, clock.now().plus(Duration.ofSeconds(15))))
            .isEqualTo(new Guard.Answer.Done());
        assertThat(engine.run(promote)).isInstanceOf(JobResult.Promoted.class);
        assertThat(engine.observe().postgres().status()).isEqualTo(PostgresStatus.PRIMARY);
        TestNode.await(
            () -> engine.observe().postgres().status() == PostgresStatus.STOPPED,
            "the guard ends it at the deadline");
        assertThat(engine.run(new Job.Start())).isEqualTo(new JobResult.Done());
        assertThat(engine.run(new Job.Kill())).isEqualTo(new JobResult.Done());
      } finally {
        endGuard(settings);
      }
    }
  }

  /** The guard's lock file names its process. */
  private static void endGuard(GuardSettings settings) throws IOException {
    String lock = Files.readString(new GuardFiles(settings).lock());
    Native.kill(Long.parseLong(lock.split(" ", -1)[0]), Native.SIGKILL);
    assertThat(Processes.in(settings.dataDirectory())).isEmpty();
  }
}
