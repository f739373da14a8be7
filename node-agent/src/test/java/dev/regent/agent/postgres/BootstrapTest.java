package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.report.PostgresStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class BootstrapTest {
  @Test
  void aNewDatabaseStartsInRecoveryIsPromotedOpenedAndWritten() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      assertThat(a.view().status()).isEqualTo(PostgresStatus.ABSENT);
      a.must(new Job.Bootstrap());
      assertThat(a.view().status()).isEqualTo(PostgresStatus.STOPPED);

      a.must(new Job.Start());
      assertThat(a.view().status()).isEqualTo(PostgresStatus.STANDBY);
      assertThat(a.view().consistent()).isTrue();
      assertThat(a.view().flushed().timeline()).isEqualTo(new TimelineId(1));

      JobResult.Promoted promoted = a.promote(2);
      assertThat(promoted.timeline()).isEqualTo(new TimelineId(2));
      assertThat(a.view().status()).isEqualTo(PostgresStatus.PRIMARY);
      assertThat(a.view().flushed().lsn().isAtLeast(promoted.endOfRecovery())).isTrue();
      assertThat(Files.exists(a.settings.dataDirectory().resolve("standby.signal"))).isTrue();
      assertThat(a.observe().acceptsClients()).isFalse();
      assertThat(a.promote(2).endOfRecovery()).isEqualTo(promoted.endOfRecovery());
    }
  }

  @Test
  void clientsAreAdmittedAndRefusedByReload() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.becomeFirstPrimary();
      a.insert(1);
      try (var client = a.client()) {
        a.must(new Job.Close());
        assertThat(client.isValid(5)).isFalse();
      }
      assertThatThrownBy(a::client).isInstanceOf(SQLException.class);
      assertThat(a.observe().acceptsClients()).isFalse();
      a.must(new Job.Open());
      a.insert(2);
      assertThat(a.query("SELECT count(*) FROM rows")).isEqualTo("2");
    }
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefused() throws IOException {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      Files.createDirectories(a.settings.dataDirectory());
      Files.writeString(a.settings.dataDirectory().resolve("precious"), "rows");
      for (Job job : new Job[] {new Job.Bootstrap(), new Job.Start()}) {
        assertThat(a.run(job))
            .isInstanceOfSatisfying(
                JobResult.Failed.class, failed -> assertThat(failed.code()).isEqualTo("not-ours"));
      }
      assertThat(a.settings.dataDirectory().resolve("precious")).exists();
    }
  }

  @Test
  void anInterruptedBootstrapIsMadeAgain() throws IOException {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      Files.createDirectories(a.root.resolve("data.regent_init/base"));
      a.must(new Job.Bootstrap());
      a.must(new Job.Bootstrap());
      a.must(new Job.Start());
      assertThat(a.root.resolve("data.regent_init")).doesNotExist();
    }
  }
}
