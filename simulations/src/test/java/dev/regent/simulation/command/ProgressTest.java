package dev.regent.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();

  @TempDir private Path directory;

  private ProgressBar bar(boolean shown) {
    return new ProgressBar(new PrintStream(err, true, StandardCharsets.UTF_8), clock::get, shown);
  }

  private String drawn() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysHowFarHowFastAndHowLongStill() {
    var stand = new ProgressText.Stand("seeds", 2_500, 10_000, 100 * SECOND, 90_000 * SECOND, 3);

    assertThat(ProgressText.of(stand))
        .isEqualTo("[###-----------] 2500/10000 seeds, 25/s, 25.0 virtual h, 3 failed, 5:00 left");
  }

  @Test
  void atTheBeginningNothingIsDividedByNothing() {
    assertThat(ProgressText.of(new ProgressText.Stand("seeds", 0, 10, 0, 0, 0)))
        .isEqualTo("[--------------] 0/10 seeds, 0.0/s, 0 failed");
  }

  @Test
  void withoutATotalThereIsNoBarAndNoTimeLeft() {
    assertThat(ProgressText.of(new ProgressText.Stand("states", 9_000, 0, SECOND, 0, 0)))
        .isEqualTo("9000 states, 9000/s, 0 failed");
  }

  @Test
  void hoursAreSaidAsHours() {
    assertThat(ProgressText.of(new ProgressText.Stand("seeds", 1, 7_201, SECOND, 0, 0)))
        .endsWith("2:00:00 left");
  }

  @Test
  void isDrawnAtMostFiveTimesASecond() {
    ProgressBar bar = bar(true);
    for (int i = 0; i < 1_000; i++) {
      clock.set(i * SECOND / 1_000);
      bar.stands("seeds", new ProgressBar.Count(i, 1_000, 0, 0));
    }

    assertThat(drawn().split("\r", -1)).hasSize(1 + 5);
  }

  @Test
  void isTakenAwayBeforeOtherWords() {
    ProgressBar bar = bar(true);
    bar.stands("seeds", new ProgressBar.Count(1, 2, 0, 0));
    bar.clear();
    bar.clear();

    assertThat(drawn()).endsWith("left\r\u001b[K").doesNotContain("\n");
  }

  @Test
  void whereNobodyLooksThereIsNone() {
    ProgressBar bar = bar(false);
    bar.stands("seeds", new ProgressBar.Count(1, 2, 0, 0));
    bar.clear();

    assertThat(drawn()).isEmpty();
  }

  @Test
  void onlyADescriptorOfATerminalIsWatched() throws IOException {
    Path terminal = Files.createSymbolicLink(directory.resolve("2"), Path.of("/dev/pts/3"));
    Path file = Files.createSymbolicLink(directory.resolve("3"), Path.of("/tmp/log"));

    assertThat(ProgressBar.isTerminal(terminal)).isTrue();
    assertThat(ProgressBar.isTerminal(file)).isFalse();
    assertThat(ProgressBar.isTerminal(directory.resolve("none"))).isFalse();
  }
}
