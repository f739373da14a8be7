package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class StandbyTest {
  @Test
  void anEmptyNodeIsClonedAndStreams() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      a.insert(1);
      b.follow(a, Remedy.NONE);

      PostgresView view = b.view();
      assertThat(view.status()).isEqualTo(PostgresStatus.STANDBY);
      assertThat(view.consistent()).isTrue();
      assertThat(view.receiver())
          .contains(new PostgresView.Receiver(a.id, new TimelineId(2), true));
      assertThat(b.observe().directoryIntact()).isTrue();
      assertThat(b.observe().acceptsClients()).isTrue();
      a.await(v -> v.walSenders().stream().anyMatch(s -> s.node().equals(b.id)));
      a.insert(2);
      Lsn written = a.view().flushed().lsn();
      b.await(v -> v.flushed().lsn().isAtLeast(written));
      assertThat(a.query("SELECT count(*) FROM pg_replication_slots WHERE active")).isEqualTo("1");
      b.follow(a, Remedy.NONE);
    }
  }

  @Test
  void aCutEndsTheReceiverAndSurvivesRestarts() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      b.cut();
      assertThat(b.view().receiver()).isEmpty();
      Lsn end = b.view().rank().lsn();
      a.insert(1);

      b.must(new Job.Kill());
      assertThat(b.view().status()).isEqualTo(PostgresStatus.STOPPED);
      b.restartEngine();
      b.must(new Job.Start());
      assertThat(b.observe().cut()).isPresent();
      assertThat(b.view().receiver()).isEmpty();
      assertThat(b.view().rank().lsn()).isEqualTo(end);
      assertThat(b.query("SELECT count(*) FROM rows")).isEqualTo("0");

      b.follow(a, Remedy.NONE);
      assertThat(b.observe().cut()).isEmpty();
      assertThat(b.query("SELECT count(*) FROM rows")).isEqualTo("1");
    }
  }

  @Test
  void aCutEndsTheReceiverWhileReplayIsPaused() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      b.query("SELECT pg_wal_replay_pause()");
      a.insert(1);
      Lsn written = a.view().flushed().lsn();
      b.await(v -> v.flushed().lsn().isAtLeast(written));
      b.cut();
      PostgresView view = b.view();
      assertThat(view.receiver()).isEmpty();
      assertThat(view.rank().lsn().isAtLeast(written)).isTrue();
      assertThat(view.replayed().isAtLeast(written)).isFalse();
      b.promote(3);
      assertThat(b.query("SELECT count(*) FROM rows")).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("D2: another system identifier is refused")
  void anotherSystemIdentifierIsRefused() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.must(new Job.Bootstrap());
      assertRefused(b.run(new Job.Follow(a.upstream(), Remedy.REWIND, true)), "wrong-system-id");
      Job.Upstream lie =
          new Job.Upstream(
              a.id,
              a.endpoint,
              b.view().systemId().orElse(new SystemId("0")),
              new TimelineId(2),
              Lsn.ZERO);
      assertRefused(b.run(new Job.Follow(lie, Remedy.REWIND, true)), "wrong-system-id");
    }
  }

  @Test
  void theRuleIsInForceAndRelaxingReleasesAWaitingCommit() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      JobResult.SyncInForce inForce = a.sync(new SyncRule(1, java.util.List.of(b.id)));
      b.await(v -> v.flushed().lsn().isAtLeast(inForce.x()));
      a.insert(1);

      b.must(new Job.Kill());
      CompletableFuture<Void> waiting = insertLater(a, 2);
      TestNode.await(() -> isWaiting(a), "the commit waits");
      long start = System.nanoTime();
      a.sync(SyncRule.NONE);
      long done = System.nanoTime();
      waiting.get(5, TimeUnit.SECONDS);
      System.out.println("relax job ms " + (done - start) / 1e6);
      assertThat(done - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  @Test
  @DisplayName("H5: a primary that nothing stopped acknowledges nothing once its standby was cut")
  void aForgottenPrimaryAcknowledgesNothing() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      a.sync(new SyncRule(1, java.util.List.of(b.id)));
      a.insert(1);
      b.cut();
      CompletableFuture<Void> waiting = insertLater(a, 2);
      TestNode.await(() -> isWaiting(a), "the commit waits");
      b.promote(3);
      b.sync(SyncRule.NONE);
      b.must(new Job.Open());
      b.insert(3);
      assertThat(b.query("SELECT string_agg(id::text, ',' ORDER BY id) FROM rows"))
          .isEqualTo("1,3");
      assertThat(isWaiting(a)).isTrue();
      assertThat(waiting).isNotDone();
    }
  }

  @Test
  @DisplayName("S4, H5: under the initial rule nothing is acknowledged")
  void underTheInitialRuleNothingIsAcknowledged() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      b.cut();
      b.promote(3);
      b.must(new Job.Open());
      CompletableFuture<Void> waiting = insertLater(b, 1);
      TestNode.await(() -> isWaiting(b), "the commit waits");
      assertThat(waiting).isNotDone();
      b.sync(SyncRule.NONE);
      waiting.get(5, TimeUnit.SECONDS);
    }
  }

  static void assertRefused(JobResult result, String code) {
    assertThat(result)
        .isInstanceOfSatisfying(
            JobResult.Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
  }

  private static CompletableFuture<Void> insertLater(TestNode node, int row)
      throws InterruptedException, ExecutionException {
    return CompletableFuture.runAsync(() -> {
      try (Connection client = node.client()) {
        client.createStatement().execute("INSERT INTO rows VALUES (" + row + ")");
      } catch (java.sql.SQLException failed) {
        throw new IllegalStateException(failed);
      }
    });
  }

  private static boolean isWaiting(TestNode node) {
    try {
      return !node.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
          .equals("0");
    } catch (java.sql.SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
