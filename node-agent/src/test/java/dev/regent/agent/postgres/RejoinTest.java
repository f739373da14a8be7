package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresStatus;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class RejoinTest {
  private static final long SEGMENT_BYTES = 16L << 20;

  /** a | b: a writes a row that b lacks, b is promoted, a comes back. */
  static void diverge(TestNode a, TestNode b) throws Exception {
    a.becomeFirstPrimary();
    a.insert(1);
    b.follow(a, Remedy.NONE);
    b.cut();
    a.insert(2);
    a.must(new Job.Kill());
    b.promote(3);
    b.sync(SyncRule.NONE);
    b.must(new Job.Open());
    b.insert(3);
  }

  @Test
  @DisplayName("D1: what a rewind destroys is kept aside first")
  void aDivergedPrimaryIsRewoundAndItsLostRowIsKeptAside() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      StandbyTest.assertRefused(a.run(new Job.Follow(b.upstream(), Remedy.NONE, true)), "diverged");
      assertThat(rows(a)).isEqualTo("1,2");
      assertThat(a.observe().directoryIntact()).isTrue();

      long start = System.nanoTime();
      a.follow(b, Remedy.REWIND);
      System.out.println("rewind job ms " + (System.nanoTime() - start) / 1e6);
      assertThat(rows(a)).isEqualTo("1,3");
      assertThat(a.view().flushed().timeline()).isEqualTo(new TimelineId(3));
      assertThat(a.observe().directoryIntact()).isTrue();
      assertThat(kept(a)).hasSize(1);
      assertThat(Files.readString(kept(a).getFirst().resolve("LOST.txt"))).contains("COMMIT");
      assertThat(segments(kept(a).getFirst()))
          .isNotEmpty()
          .allSatisfy(segment -> assertThat(Files.size(segment)).isEqualTo(SEGMENT_BYTES));
      assertThat(a.settings.dataDirectory().resolve("standby.signal")).exists();
    }
  }

  @Test
  @DisplayName("S2, D1: a diverged member of S is replaced by a copy, and its directory kept whole")
  void aDivergedMemberIsReplacedByACopy() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      a.follow(b, Remedy.COPY);
      assertThat(rows(a)).isEqualTo("1,3");
      assertThat(a.observe().directoryIntact()).isTrue();
      assertThat(a.root.resolve("data.regent_kept/PG_VERSION")).exists();
    }
  }

  @Test
  @DisplayName("D1: what a rewind broke is rebuilt aside, and kept until the new copy streams")
  void anInterruptedRewindIsRebuiltAndTheOldDirectoryKept() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      mark(a, "rewind");
      assertThat(a.observe().directoryIntact()).isFalse();
      StandbyTest.assertRefused(a.run(new Job.Start()), "not-intact");
      StandbyTest.assertRefused(
          a.run(new Job.Follow(b.upstream(), Remedy.NONE, true)), "not-intact");
      a.follow(b, Remedy.REWIND);
      assertThat(rows(a)).isEqualTo("1,3");
      assertThat(a.root.resolve("data.regent_kept")).isDirectory();
      assertThat(a.observe().directoryIntact()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "D1: a directory that was emptied while it was started is no stranger's: it is copied")
  void anEmptiedDirectoryIsFilledAgain() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      a.insert(1);
      Files.createDirectories(b.settings.dataDirectory());
      Files.createFile(b.settings.dataDirectory().resolve("standby.signal"));
      assertThat(b.view().status()).isEqualTo(PostgresStatus.ABSENT);
      b.follow(a, Remedy.NONE);
      assertThat(rows(b)).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("a whole copy that never streamed is compared with the primary as it is now")
  void aCopyOfAnEarlierPrimaryIsRewound() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      a.must(new Job.Start());
      mark(a, "copied");
      a.follow(b, Remedy.REWIND);
      assertThat(rows(a)).isEqualTo("1,3");
      assertThat(a.observe().directoryIntact()).isTrue();
    }
  }

  @Test
  @DisplayName("a rewind whose job was broken off once it streamed is not copied over")
  void aRewoundServerThatStreamsIsLeftAsItIs() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      a.follow(b, Remedy.REWIND);
      mark(a, "rewound");
      a.follow(b, Remedy.REWIND);
      assertThat(a.observe().directoryIntact()).isTrue();
      assertThat(a.root.resolve("data.regent_kept")).doesNotExist();
    }
  }

  @Test
  @DisplayName("a rewind whose job was broken off before its server started goes on")
  void aRewoundDirectoryIsStarted() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      a.follow(b, Remedy.REWIND);
      a.must(new Job.Kill());
      mark(a, "rewound");
      b.insert(4);
      a.follow(b, Remedy.REWIND);
      assertThat(rows(a)).isEqualTo("1,3,4");
      assertThat(a.observe().directoryIntact()).isTrue();
      assertThat(a.root.resolve("data.regent_kept")).doesNotExist();
    }
  }

  @Test
  @DisplayName("a broken directory's server gives up the slot that its copy needs")
  void aServerOfABrokenDirectoryEndsBeforeItsCopy() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      diverge(a, b);
      a.follow(b, Remedy.REWIND);
      mark(a, "rewind");
      a.follow(b, Remedy.REWIND);
      assertThat(a.observe().directoryIntact()).isTrue();
      assertThat(a.root.resolve("data.regent_kept")).isDirectory();
    }
  }

  @Test
  void aSwapThatWasInterruptedGoesOn() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      b.must(new Job.Kill());
      Files.move(b.settings.dataDirectory(), b.root.resolve("data.regent_ready"));
      a.insert(1);
      b.follow(a, Remedy.NONE);
      assertThat(b.query("SELECT count(*) FROM rows")).isEqualTo("1");
    }
  }

  @Test
  void aStandbyFollowsAPromotionWithAGapOfTimelines() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b", "c")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      TestNode c = cluster.get(2);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      c.follow(a, Remedy.NONE);
      b.cut();
      c.cut();
      a.must(new Job.Kill());
      JobResult.Promoted promoted = b.promote(7);
      assertThat(promoted.timeline()).isEqualTo(new TimelineId(7));
      b.sync(SyncRule.NONE);
      b.must(new Job.Open());
      b.insert(1);
      c.follow(b, Remedy.NONE);
      assertThat(c.query("SELECT count(*) FROM rows")).isEqualTo("1");
      c.await(v -> v.flushed().timeline().equals(new TimelineId(7)));
      a.follow(b, Remedy.REWIND);
      assertThat(a.view().flushed().timeline()).isEqualTo(new TimelineId(7));

      c.must(new Job.Kill());
      c.must(new Job.Start());
      assertThat(c.view().flushed().timeline()).isEqualTo(new TimelineId(7));
      c.follow(b, Remedy.NONE);
    }
  }

  @Test
  void anAbortedPromotionLeavesNoReservedTimelines() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      b.cut();
      b.guard.refusesPromotion = true;
      StandbyTest.assertRefused(promote(b, 5), "guard-refused");
      assertThat(histories(b)).containsExactly("00000002.history");
      // A daemon that died before it could remove them:
      Path left = b.settings.dataDirectory().resolve("pg_wal/00000003.history");
      DurableFiles.forUser("postgres").write(left, "");
      b.must(new Job.Kill());
      b.must(new Job.Start());
      assertThat(histories(b)).containsExactly("00000002.history");
      b.follow(a, Remedy.NONE);
      b.guard.refusesPromotion = false;
      StandbyTest.assertRefused(promote(b, 2), "timeline-taken");
    }
  }

  @Test
  void theTargetOfASwitchoverHasTheShutdownCheckpoint() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      for (int row = 0; row < 50; row++) {
        a.insert(row);
      }
      a.await(v -> v.walSenders().stream().anyMatch(s -> s.state().equals("streaming")));
      long start = System.nanoTime();
      JobResult.Stopped stopped =
          a.must(
              new Job.StopForSwitchover(b.id, Duration.ofSeconds(5), false),
              JobResult.Stopped.class);
      System.out.println("switchover stop ms " + (System.nanoTime() - start) / 1e6);
      assertThat(a.view().status()).isEqualTo(PostgresStatus.STOPPED);
      assertThat(a.run(new Job.StopForSwitchover(b.id, Duration.ofSeconds(5), false)))
          .as("asked again, by another daemon")
          .isEqualTo(stopped);
      b.cut();
      Lsn received = b.view().rank().lsn();
      assertThat(received).isEqualTo(stopped.shutdownCheckpointEnd());
      b.promote(3);
      b.sync(SyncRule.NONE);
      b.must(new Job.Open());
      b.insert(100);
      start = System.nanoTime();
      a.follow(b, Remedy.NONE);
      System.out.println("rejoin after switchover ms " + (System.nanoTime() - start) / 1e6);
      assertThat(a.query("SELECT count(*) FROM rows")).isEqualTo("51");
    }
  }

  @Test
  void clientsThatSayNothingDoNotHoldUpTheStop() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      b.follow(a, Remedy.NONE);
      a.await(v -> v.walSenders().stream().anyMatch(s -> s.state().equals("streaming")));
      List<Socket> silent = new ArrayList<>();
      try {
        // Beyond twice all that may connect, PostgreSQL keeps those that it is going to refuse.
        for (int count = 0; count < 120; count++) {
          silent.add(new Socket(a.endpoint.host(), a.endpoint.port()));
        }
        JobResult.Stopped stopped =
            a.must(
                new Job.StopForSwitchover(b.id, Duration.ofSeconds(20), false),
                JobResult.Stopped.class);
        b.cut();
        assertThat(b.view().rank().lsn()).isEqualTo(stopped.shutdownCheckpointEnd());
      } finally {
        for (Socket socket : silent) {
          socket.close();
        }
      }
    }
  }

  private static JobResult promote(TestNode node, int timeline) {
    return node.run(
        new Job.Promote(
            new dev.regent.protocol.Token(node.next()), new TimelineId(timeline), SyncRule.BLOCK));
  }

  static String rows(TestNode node) throws Exception {
    return node.query("SELECT string_agg(id::text, ',' ORDER BY id) FROM rows");
  }

  /** What a job that was broken off there left. */
  private static void mark(TestNode node, String step) throws Exception {
    Files.writeString(node.root.resolve("data.regent_not_intact"), step + "\n");
  }

  private static List<Path> kept(TestNode node) throws Exception {
    try (Stream<Path> entries = Files.list(node.root)) {
      return entries.filter(p -> p.getFileName().toString().contains("kept_wal")).toList();
    }
  }

  private static List<Path> segments(Path kept) throws Exception {
    try (Stream<Path> entries = Files.list(kept)) {
      return entries.filter(p -> p.getFileName().toString().matches("[0-9A-F]{24}")).toList();
    }
  }

  private static List<String> histories(TestNode node) throws Exception {
    try (Stream<Path> entries = Files.list(node.settings.dataDirectory().resolve("pg_wal"))) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".history"))
          .sorted()
          .toList();
    }
  }
}
