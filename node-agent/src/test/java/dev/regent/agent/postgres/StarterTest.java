package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class StarterTest {
  private static final long LARGER_THAN_A_STRING = 3L << 30;

  @Test
  void aStartThatFailsTellsTheEndOfALogOfAnySizeAndEncoding() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.must(new Job.Bootstrap());
      try (RandomAccessFile log = new RandomAccessFile(a.settings.logFile().toFile(), "rw")) {
        log.seek(LARGER_THAN_A_STRING);
        log.write("Türkçe\n".repeat(1000).getBytes(StandardCharsets.ISO_8859_1));
      }
      // A file that no supported version starts with.
      Files.createFile(a.settings.dataDirectory().resolve("recovery.conf"));

      // As a job runs: what it throws is none of the test's own errors.
      FutureTask<JobResult> start = new FutureTask<>(() -> a.run(new Job.Start()));
      Thread.ofVirtual().start(start);
      assertThat(start.get())
          .isInstanceOfSatisfying(
              JobResult.Failed.class,
              failed -> {
                assertThat(failed.code()).isEqualTo("died-at-start");
                assertThat(failed.message()).contains("\"recovery.conf\" is not supported");
              });
    }
  }

  @Test
  @DisplayName("H1: a recovery target that a restore left ends no recovery")
  void aRecoveryTargetDoesNotPromote() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      b.must(new Job.Kill());
      a.insert(1);
      append(
          b,
          "postgresql.auto.conf",
          "recovery_target_lsn = '" + a.view().flushed().lsn() + "'",
          "recovery_target_action = 'promote'");
      a.insert(2);

      b.follow(a, Remedy.NONE);
      a.insert(3);
      Lsn written = a.view().flushed().lsn();
      b.await(v -> v.replayed().isAtLeast(written));
      assertThat(b.view().status()).isEqualTo(PostgresStatus.STANDBY);
      assertThat(RejoinTest.rows(b)).isEqualTo("1,2,3");
    }
  }

  @Test
  void manyRecoveryTargetsHoldUpNoStart() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.must(new Job.Bootstrap());
      append(a, "postgresql.conf", "recovery_target_name = 'before'", "recovery_target_xid = '9'");
      append(
          a,
          "postgresql.auto.conf",
          "recovery_target 'immediate'",
          "recovery_target_time = '2026-01-01 00:00:00+00'",
          "recovery_target_timeline 'current'");
      a.must(new Job.Start());
      assertThat(
              a.query(
                  "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings"
                      + " WHERE name LIKE 'recovery\\_target%' AND setting <> boot_val"))
          .isEqualTo("null");
    }
  }

  @Test
  void aLockFileWhoseNumberIsAnothersByNowHoldsUpNoStart() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.must(new Job.Bootstrap());
      a.must(new Job.Start());
      a.guard.kill(false);
      Process other = sleeper(a);
      try {
        Layout layout = Layout.of(a.settings);
        giveTo(other, layout.postmasterPid());
        giveTo(other, layout.socketLock(a.endpoint.port()));
        a.must(new Job.Start());
        assertThat(a.view().status()).isEqualTo(PostgresStatus.STANDBY);
        assertThat(other.isAlive()).isTrue();
      } finally {
        other.destroyForcibly();
      }
    }
  }

  @Test
  void noLockFileOfAProcessThatWorksHereOrOfAnotherDirectoryNamesAnother() throws Exception {
    try (TestCluster cluster = new TestCluster("a")) {
      TestNode a = cluster.get(0);
      a.must(new Job.Bootstrap());
      a.must(new Job.Start());
      DataProcesses processes = new DataProcesses(Layout.of(a.settings));
      Path socketLock = Layout.of(a.settings).socketLock(a.endpoint.port());
      assertThat(processes.namesAnother(Layout.of(a.settings).postmasterPid())).isFalse();
      assertThat(processes.namesAnother(socketLock)).isFalse();
      Path foreign = a.root.resolve("foreign.lock");
      Files.write(foreign, List.of(Long.toString(ProcessHandle.current().pid()), "/elsewhere"));
      assertThat(processes.namesAnother(foreign)).isFalse();
    }
  }

  /** Of the user that PostgreSQL runs as. */
  private static Process sleeper(TestNode node) throws IOException {
    List<String> command =
        new ArrayList<>(
            new Helpers(node.settings, DurableFiles.forUser(node.settings.osUser())).asOsUser());
    command.addAll(List.of("sleep", "600"));
    return new ProcessBuilder(command).directory(Path.of("/").toFile()).start();
  }

  private static void giveTo(Process process, Path lock) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(lock));
    lines.set(0, Long.toString(process.pid()));
    Files.write(lock, lines);
  }

  private static void append(TestNode node, String file, String... lines) throws IOException {
    Files.write(
        node.settings.dataDirectory().resolve(file), List.of(lines), StandardOpenOption.APPEND);
  }
}
