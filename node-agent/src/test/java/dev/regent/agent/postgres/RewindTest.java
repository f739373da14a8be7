package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.message.Remedy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class RewindTest {
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;
  private static final long SIGINT_BIT = 1L << (Native.SIGINT - 1);

  @Test
  @DisplayName("S2, D1: a rewind that was broken off before pg_rewind began is no reason to copy")
  void aRewindThatWasBrokenOffInItsStopIsBegunAgain() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      RejoinTest.diverge(a, b);
      a.must(new Job.Start());
      breakOffInTheStop(a, new Job.Follow(b.upstream(), Remedy.REWIND, true));
      assertThat(a.observe().directoryIntact()).isFalse();

      a.must(new Job.Start());
      assertThat(RejoinTest.rows(a)).isEqualTo("1,2");
      assertThat(a.observe().directoryIntact()).isFalse();

      a.follow(b, Remedy.REWIND);
      assertThat(RejoinTest.rows(a)).isEqualTo("1,3");
      assertThat(a.observe().directoryIntact()).isTrue();
      assertThat(a.root.resolve("data.regent_kept")).doesNotExist();
    }
  }

  /** A postmaster that is frozen ends no stop, and goes on with it afterwards. */
  private static void breakOffInTheStop(TestNode node, Job rewind) throws Exception {
    DataProcesses processes = new DataProcesses(Layout.of(node.settings));
    long postmaster = processes.postmaster().orElseThrow().pid();
    Native.kill(postmaster, SIGSTOP);
    FutureTask<JobResult> job = new FutureTask<>(() -> node.run(rewind));
    Thread worker = Thread.ofVirtual().start(job);
    TestNode.await(() -> isAskedToStop(postmaster), "the stop began");
    worker.interrupt();
    StandbyTest.assertRefused(job.get(), "cancelled");
    Native.kill(postmaster, SIGCONT);
    TestNode.await(() -> processes.left().isEmpty(), "stopped");
  }

  /** The signal waits for a process that is frozen. */
  private static boolean isAskedToStop(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("ShdPnd:"))
          .map(line -> line.substring("ShdPnd:".length()).strip())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT_BIT) != 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
