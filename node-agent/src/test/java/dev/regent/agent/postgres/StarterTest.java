package dev.regent.agent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

      assertThat(a.run(new Job.Start()))
          .isInstanceOfSatisfying(
              JobResult.Failed.class,
              failed -> {
                assertThat(failed.code()).isEqualTo("died-at-start");
                assertThat(failed.message()).contains("\"recovery.conf\" is not supported");
              });
    }
  }
}
