package dev.regent.simulation.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same seed gives the same trace, byte for byte, whatever else goes on. */
class DeterminismTest {
  private static final long FIRST = 1;
  private static final long COUNT = 12;

  /** Another JVM; identity hashes are made in another way there, so that no order can be theirs. */
  @Test
  void inAnotherJvmAndWithOtherJobs() throws Exception {
    List<String> here = TraceDigests.of(FIRST, COUNT, 1);

    assertThat(here).hasSize((int) COUNT).doesNotHaveDuplicates();
    assertThat(TraceDigests.of(FIRST, COUNT, 3)).isEqualTo(here);
    assertThat(elsewhere("-XX:hashCode=2", "1")).isEqualTo(here);
    assertThat(elsewhere("-XX:hashCode=3", "2")).isEqualTo(here);
  }

  private static List<String> elsewhere(String hashing, String jobs)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", hashing, "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TraceDigests.class.getName());
    command.addAll(List.of(String.valueOf(FIRST), String.valueOf(COUNT), jobs));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor()).isZero();
      return lines;
    }
  }
}
