package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.message.Remedy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
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
      makeLargerThanItsVolume(large);

      assertThat(noSpace(b.run(new Job.Follow(a.upstream(), Remedy.NONE, true))))
          .contains("data.regent_kept*");
      assertThat(left).doesNotExist();

      Files.delete(large);
      b.follow(a, Remedy.NONE);
      assertThat(b.query("SELECT count(*) FROM rows")).isEqualTo("1");
    }
  }

  /** Without a block of content. */
  private static void makeLargerThanItsVolume(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(Files.getFileStore(file).getTotalSpace());
    }
  }

  private static String noSpace(JobResult result) {
    StandbyTest.assertRefused(result, "no-space");
    return ((JobResult.Failed) result).message();
  }
}
