package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class EndingTest {
  @Test
  void aBusyProcedureIsKilledAndNothingIsLeft() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.becomeFirstPrimary();
      Thread busy = Thread.ofVirtual().start(() -> commitForEver(a));
      TestNode.await(() -> count(a) > 10, "the procedure commits");
      a.must(new Job.Kill());
      assertThat(a.view().status()).isEqualTo(PostgresStatus.STOPPED);
      assertThat(new DataProcesses(Layout.of(a.settings)).left()).isEmpty();
      busy.join();

      a.must(new Job.Start());
      assertThat(a.view().status()).isEqualTo(PostgresStatus.STANDBY);
      assertThat(a.view().consistent()).isTrue();
    }
  }

  @Test
  void aKilledPostmasterWithBusyBackendsIsDyingNotStopped() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.becomeFirstPrimary();
      Thread busy = Thread.ofVirtual().start(() -> commitForEver(a));
      TestNode.await(() -> count(a) > 10, "the procedure commits");
      a.view();
      CountDownLatch noticed = new CountDownLatch(1);
      AtomicLong at = new AtomicLong();
      a.engine.onChange(() -> {
        at.compareAndSet(0, System.nanoTime());
        noticed.countDown();
      });
      long pid = new DataProcesses(Layout.of(a.settings)).postmaster().orElseThrow().pid();
      long start = System.nanoTime();
      Native.kill(pid, Native.SIGKILL);
      assertThat(noticed.await(5, TimeUnit.SECONDS)).isTrue();
      System.out.println("death noticed ms " + (at.get() - start) / 1e6);
      a.await(v -> v.status() == PostgresStatus.DYING);
      StandbyTest.assertRefused(a.run(new Job.Start()), "processes-left");
      a.must(new Job.Kill());
      assertThat(a.view().status()).isEqualTo(PostgresStatus.STOPPED);
      busy.join();
    }
  }

  @Test
  void aFrozenPostmasterIsUnresponsiveAndAFullServerIsNot() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.becomeFirstPrimary();
      List<Connection> all = new ArrayList<>();
      try {
        while (all.size() < 100) {
          all.add(a.client());
        }
      } catch (SQLException full) {
        assertThat(full.getSQLState()).isEqualTo("53300");
      }
      assertThat(a.view().status()).isEqualTo(PostgresStatus.PRIMARY);
      a.restartEngine();
      assertThat(a.view().status()).isEqualTo(PostgresStatus.PRIMARY);
      for (Connection one : all) {
        one.close();
      }
      List<Long> pids = new DataProcesses(Layout.of(a.settings)).left();
      pids.forEach(pid -> Native.kill(pid, 19));
      long start = System.nanoTime();
      assertThat(a.view().status()).isEqualTo(PostgresStatus.UNRESPONSIVE);
      System.out.println("frozen observe ms " + (System.nanoTime() - start) / 1e6);
      pids.forEach(pid -> Native.kill(pid, 18));
      a.await(v -> v.status() == PostgresStatus.PRIMARY);
    }
  }

  @Test
  void aFrozenPostmasterIsUnresponsiveThoughSessionsGoOn() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.becomeFirstPrimary();
      assertThat(a.view().status()).isEqualTo(PostgresStatus.PRIMARY);
      long postmaster = new DataProcesses(Layout.of(a.settings)).postmaster().orElseThrow().pid();
      Native.kill(postmaster, 19);
      a.await(v -> v.status() == PostgresStatus.UNRESPONSIVE);
      assertThat(a.view().flushed().timeline())
          .as("a held session answered")
          .isEqualTo(new TimelineId(2));
      Native.kill(postmaster, 18);
      a.await(v -> v.status() == PostgresStatus.PRIMARY);
    }
  }

  @Test
  void aQuestionForASessionLeavesNobodyWaiting() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.becomeFirstPrimary();
      try (Connection admin = a.admin()) {
        admin.createStatement().execute("ALTER SYSTEM SET authentication_timeout = '10min'");
        admin.createStatement().execute("ALTER SYSTEM SET log_connections = on");
        admin.createStatement().execute("SELECT pg_reload_conf()");
      }
      TestNode.await(() -> authenticationTimeout(a).equals("10min"), "reloaded");
      a.restartEngine();
      long before = questions(a);
      a.view();
      TestNode.await(() -> questions(a) > before, "the postmaster was asked");
      DataProcesses processes = new DataProcesses(Layout.of(a.settings));
      TestNode.await(
          () -> processes.waitingForClients().isEmpty(),
          "no child waits for a client's first word");
      assertThat(a.view().status()).isEqualTo(PostgresStatus.PRIMARY);
    }
  }

  @Test
  void aReaderThatBlocksReplayDoesNotHoldAPromotionUp() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      a.insert(1);
      b.follow(a, Remedy.NONE);
      try (Connection reader = b.client()) {
        reader.setAutoCommit(false);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        reader.createStatement().executeQuery("SELECT * FROM rows").close();
        try (Connection admin = a.admin()) {
          admin.createStatement().execute("DROP TABLE rows");
        }
        var written = a.view().flushed().lsn();
        b.await(v -> v.flushed().lsn().isAtLeast(written));
        b.cut();
        long start = System.nanoTime();
        b.promote(3);
        System.out.println("promote with conflict ms " + (System.nanoTime() - start) / 1e6);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
      }
      b.sync(SyncRule.NONE);
      assertThat(b.query("SELECT count(*) FROM pg_class WHERE relname = 'rows'")).isEqualTo("0");
    }
  }

  /** Nobody else comes through the unix socket. */
  private static long questions(TestNode node) {
    try (Stream<String> log = Files.lines(node.settings.logFile())) {
      return log.filter(line -> line.contains("connection received: host=[local]")).count();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String authenticationTimeout(TestNode node) {
    try {
      return node.query("SHOW authentication_timeout");
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void commitForEver(TestNode node) {
    try (Connection client = node.client()) {
      client
          .createStatement()
          .execute(
              "DO $$ BEGIN FOR i IN 1..100000000 LOOP"
                  + " INSERT INTO rows VALUES (i); COMMIT; END LOOP; END $$");
    } catch (SQLException killed) {
      // As the test wants.
    }
  }

  private static long count(TestNode node) {
    try {
      return Long.parseLong(node.query("SELECT count(*) FROM rows"));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
