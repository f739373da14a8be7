package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.message.Remedy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class CopyTest {
  @Test
  void whatAnInterruptedCopyLeftTakesNoSpaceFromTheNext() throws Exception {
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      a.insert(1);
      Path left = b.root.resolve("data.regent_new/base");
      Files.createDirectories(left);
      Path large = a.settings.dataDirectory().resolve("base/large");
      makeLargerThan(large, cluster.root);

      assertThat(noSpace(b.run(new Job.Follow(a.upstream(), Remedy.NONE, true))))
          .contains("data.regent_kept*");
      assertThat(left).doesNotExist();

      Files.delete(large);
      b.follow(a, Remedy.NONE);
      assertThat(b.query("SELECT count(*) FROM rows")).isEqualTo("1");
    }
  }

  @Test
  void theVolumeOfATablespaceIsTheOneThatLacksItsSpace() throws Exception {
    Path elsewhere = elsewhere();
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      Path large = makeTablespace(a, elsewhere.resolve("fast")).resolve("large");
      makeLargerThan(large, elsewhere, cluster.root);

      assertThat(noSpace(b.run(new Job.Follow(a.upstream(), Remedy.NONE, true))))
          .contains(" in " + elsewhere + ",");

      Files.delete(large);
      b.follow(a, Remedy.NONE);
      assertThat(b.query("SELECT count(*) FROM quick")).isEqualTo("0");
      assertThat(elsewhere.resolve("fast.regent_1")).isDirectory();
    } finally {
      DurableFiles.deleteTree(elsewhere);
    }
  }

  @Test
  void whatAnInterruptedCopyWroteToATablespaceIsRemoved() throws Exception {
    Path elsewhere = elsewhere();
    try (TestCluster cluster = new TestCluster("a", "b")) {
      TestNode a = cluster.get(0);
      TestNode b = cluster.get(1);
      a.becomeFirstPrimary();
      Path unreadable = makeTablespace(a, elsewhere.resolve("fast")).resolve("unreadable");
      Files.createFile(unreadable);
      Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
      StandbyTest.assertRefused(
          b.run(new Job.Follow(a.upstream(), Remedy.NONE, true)), "pg_basebackup-failed");
      assertThat(elsewhere.resolve("fast.regent_1")).isNotEmptyDirectory();

      Files.delete(unreadable);
      b.follow(a, Remedy.NONE);
      assertThat(b.query("SELECT count(*) FROM quick")).isEqualTo("0");
      assertThat(elsewhere.resolve("fast.regent_1")).isNotEmptyDirectory();
      assertThat(elsewhere.resolve("fast.regent_2")).doesNotExist();
      assertThat(b.root.resolve("data.regent_new_outside")).doesNotExist();
    } finally {
      DurableFiles.deleteTree(elsewhere);
    }
  }

  /** Returns the directory in it that is of this version. */
  private static Path makeTablespace(TestNode node, Path location) throws Exception {
    DurableFiles.forUser("postgres").makeDirectory(location);
    try (Connection admin = node.admin()) {
      admin.createStatement().execute("CREATE TABLESPACE fast LOCATION '" + location + "'");
      admin.createStatement().execute("CREATE TABLE quick (id int) TABLESPACE fast");
    }
    try (Stream<Path> entries = Files.list(location)) {
      return entries.toList().getFirst();
    }
  }

  @Test
  void whatSlotsMayKeepIsAPartOfTheVolumeThatWalIsOn() throws Exception {
    Path elsewhere = elsewhere();
    try (TestCluster cluster = new TestCluster("a")) {
      PostgresSettings settings = cluster.get(0).settings;
      assertThat(RegentSettings.text(settings, 15, Map.of()))
          .contains("max_slot_wal_keep_size = '" + quarterMegabytes(cluster.root) + "MB'");
      Files.createDirectory(settings.dataDirectory());
      Files.createSymbolicLink(Layout.of(settings).wal(), elsewhere);
      assertThat(RegentSettings.text(settings, 15, Map.of()))
          .contains("max_slot_wal_keep_size = '" + quarterMegabytes(elsewhere) + "MB'");
    } finally {
      DurableFiles.deleteTree(elsewhere);
    }
  }

  /** A directory on another volume than the temporary directory is on. */
  private static Path elsewhere() throws IOException {
    Path shared = Path.of("/dev/shm");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    assumeThat(shared).isDirectory();
    assumeThat(quarterMegabytes(shared)).isNotEqualTo(quarterMegabytes(temporary));
    Path directory = Files.createTempDirectory(shared, "regent-pg-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  private static long quarterMegabytes(Path directory) throws IOException {
    return Files.getFileStore(directory).getTotalSpace() / (1 << 20) / 4;
  }

  /** A file without a block of content. */
  private static void makeLargerThan(Path file, Path... volumes) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      for (Path volume : volumes) {
        sparse.setLength(sparse.length() + Files.getFileStore(volume).getTotalSpace());
      }
    }
  }

  private static String noSpace(JobResult result) {
    StandbyTest.assertRefused(result, "no-space");
    return ((JobResult.Failed) result).message();
  }
}
