package dev.regent.simulation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillTableTest {
  @TempDir Path directory;

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    assertThat(DrillTable.median(LongStream.of(9, 1, 3))).isEqualTo(3);
    assertThat(DrillTable.median(LongStream.of(9, 1, 3, 5))).isEqualTo(4);
    assertThat(DrillTable.median(LongStream.empty())).isZero();
  }

  @Test
  void medianLinesAreOnlyForFaultsThatRanAgain() {
    assertThat(DrillTable.medians(List.of(result("x", 5), result("y", 7)))).isEmpty();
    assertThat(DrillTable.medians(List.of(result("x", 5), result("y", 7), result("x", 9))))
        .contains("x", " 7 ")
        .doesNotContain("y ");
  }

  @Test
  void everyReasonToFailFailsTheDrill() {
    assertThat(result(0, 0, Optional.of(1L), List.of()).isPassed()).isTrue();
    assertThat(result(1, 0, Optional.of(1L), List.of()).isPassed()).isFalse();
    assertThat(result(-1, 0, Optional.of(1L), List.of()).isPassed()).isFalse();
    assertThat(result(0, 1, Optional.of(1L), List.of()).isPassed()).isFalse();
    assertThat(result(0, 0, Optional.empty(), List.of()).isPassed()).isFalse();
    assertThat(result(0, 0, Optional.of(1L), List.of("odd")).isPassed()).isFalse();
  }

  @Test
  void theFileHasTheFieldsThatWerePromised() throws IOException {
    Path file = directory.resolve("drill.json");
    DrillJson.write(file, List.of(result("node-killed", 4100)));
    assertThat(Files.readString(file))
        .startsWith("[")
        .contains(
            "\"fault\" : \"node-killed\"",
            "\"outageMs\" : 4100",
            "\"dualWritableMs\" : 0",
            "\"lostAckedWrites\" : 0",
            "\"oldPrimary\" : \"a\"",
            "\"newPrimary\" : \"b\"",
            "\"redundantAfterMs\" : 1")
        .doesNotContain("passed");
  }

  private static DrillResult result(String fault, long outage) {
    return new DrillResult(fault, "", 1, outage, 0, 0, "a", "b", Optional.of(1L), 10, List.of());
  }

  private static DrillResult result(
      int lost, long dual, Optional<Long> redundant, List<String> problems) {
    return new DrillResult("x", "", 1, 5, dual, lost, "a", "b", redundant, 10, problems);
  }
}
