package dev.regent.agent.guard.process;

import dev.regent.agent.process.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What stands for the kernel's side of a watchdog: every call becomes a line of a file, with the
 * machine's clock, so that a test in another process can tell when it would have been reset.
 */
record StandInDevice(Path record) implements Device {
  static Device open(Path record) throws IOException {
    StandInDevice device = new StandInDevice(record);
    device.add("open");
    return device;
  }

  /** One call. */
  record Call(String what, long nanos) {}

  /** All calls so far. */
  static List<Call> calls(Path record) {
    try {
      return Files.exists(record)
          ? Files.readAllLines(record).stream()
              .map(line -> line.split(" ", -1))
              .filter(words -> words.length == 2)
              .map(words -> new Call(words[0], Long.parseLong(words[1])))
              .toList()
          : List.of();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public int exchange(long request, int value) throws IOException {
    add("timeout=" + value);
    return value;
  }

  @Override
  public void write(byte value) throws IOException {
    add(value == LinuxWatchdog.MAGIC_CLOSE ? "V" : "feed");
  }

  @Override
  public void close() throws IOException {
    add("close");
  }

  private void add(String what) throws IOException {
    Files.writeString(
        record,
        what + " " + GuardedNode.CLOCK.now().nanos() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
