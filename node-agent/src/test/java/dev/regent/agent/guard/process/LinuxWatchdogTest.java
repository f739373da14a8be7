package dev.regent.agent.guard.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.agent.process.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("H4: what is done to a watchdog of Linux")
class LinuxWatchdogTest {
  private static final Path DEVICE = Path.of("/dev/watchdog");

  @TempDir private Path directory;
  private final List<String> calls = new ArrayList<>();
  private int driverTakes = 2;
  private boolean broken;

  @Test
  @DisplayName("H4: the first feed opens it and sets the timeout, the next ones write")
  void opensWithTheFirstFeed() throws IOException {
    WatchdogDevice watchdog = standIn();
    watchdog.rest();
    assertThat(calls).isEmpty();

    watchdog.feed();
    watchdog.feed();

    assertThat(calls).containsExactly("open", "c0045706 2", "write 0");
  }

  @Test
  @DisplayName("H4: V before closing, or the kernel resets the machine nevertheless")
  void stopsItBeforeClosing() throws IOException {
    WatchdogDevice watchdog = standIn();
    watchdog.feed();

    watchdog.rest();
    watchdog.rest();
    watchdog.feed();

    assertThat(calls)
        .containsExactly("open", "c0045706 2", "write 86", "close", "open", "c0045706 2");
  }

  @Test
  @DisplayName("H4: a driver that takes another timeout is stopped and refused")
  void refusesAnotherTimeout() {
    for (int taken : List.of(1, 60)) {
      calls.clear();
      driverTakes = taken;

      assertThatThrownBy(standIn()::feed)
          .hasMessage("/dev/watchdog: its driver took a timeout of " + taken + " s instead of 2 s");
      assertThat(calls).containsExactly("open", "c0045706 2", "write 86", "close");
    }
  }

  @Test
  @DisplayName("H4: one that cannot be stopped stays open, to be stopped again")
  void staysOpenWhenTheStopFailed() throws IOException {
    WatchdogDevice watchdog = standIn();
    watchdog.feed();
    broken = true;
    assertThatThrownBy(watchdog::rest).isInstanceOf(IOException.class);
    broken = false;

    watchdog.rest();

    assertThat(calls).containsExactly("open", "c0045706 2", "write 86", "close");
  }

  @Test
  @DisplayName("H4: after the guard's last act nothing starts it again")
  void isNotFedAfterTheEnd() throws IOException {
    WatchdogDevice watchdog = standIn();
    watchdog.feed();

    watchdog.end();

    assertThatThrownBy(watchdog::feed).hasMessage("the guard ends");
    assertThat(calls).endsWith("write 86", "close");
  }

  @Test
  @DisplayName("H4: this kernel: what is no watchdog is refused by name and left unharmed")
  void refusesWhatIsNoWatchdog() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "content");

    assertThatThrownBy(real(Path.of("/dev/null"))::feed)
        .hasMessage("/dev/null lets nobody set a timeout: it is no watchdog");
    assertThatThrownBy(real(file)::feed).hasMessage(file + " is no character device");
    assertThatThrownBy(real(directory.resolve("none"))::feed)
        .hasMessageEndingWith("none does not exist: is a watchdog driver loaded?");
    assertThat(file).hasContent("content");
  }

  @Test
  @DisplayName("H4: nowayout: not even opened, since it would count for ever")
  void knowsOneThatCannotBeStopped() throws IOException {
    Path sys = directory;
    Files.createDirectories(sys.resolve("watchdog0"));
    Path alias = Files.createFile(directory.resolve("watchdog"));
    assertThat(LinuxWatchdog.isUnstoppable(sys, alias)).isFalse();
    Files.writeString(sys.resolve("watchdog0/nowayout"), "0\n");
    assertThat(LinuxWatchdog.isUnstoppable(sys, alias)).isFalse();

    Files.writeString(sys.resolve("watchdog0/nowayout"), "1\n");

    assertThat(LinuxWatchdog.isUnstoppable(sys, alias)).isTrue();
  }

  private static LinuxWatchdog real(Path device) {
    return LinuxWatchdog.at(device, Duration.ofSeconds(2));
  }

  private LinuxWatchdog standIn() {
    return new LinuxWatchdog(
        DEVICE,
        Duration.ofSeconds(2),
        path -> {
          calls.add("open");
          return new Recorded();
        });
  }

  private final class Recorded implements Device {
    @Override
    public int exchange(long request, int value) {
      calls.add(Long.toHexString(request) + " " + value);
      return driverTakes;
    }

    @Override
    public void write(byte value) throws IOException {
      if (broken) {
        throw new IOException("write: Input/output error");
      }
      calls.add("write " + value);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
