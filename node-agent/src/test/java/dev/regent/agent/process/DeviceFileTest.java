package dev.regent.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls behind H4, against a pipe of this kernel: it takes an ioctl with an int too. */
@Tag("process")
class DeviceFileTest {
  /** FIONREAD: how many bytes wait in the pipe. */
  private static final long BYTES_WAITING = 0x541B;

  private static final int ENOENT = 2;
  private static final int ENXIO = 6;
  private static final int ENOSPC = 28;

  @TempDir private Path directory;

  @Test
  void writesAndExchangesAnIntWithTheKernel() throws Exception {
    Path pipe = pipe();
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw");
        DeviceFile device = DeviceFile.open(pipe)) {
      device.write((byte) 'V');
      device.write((byte) 0);

      assertThat(device.exchange(BYTES_WAITING, 77)).isEqualTo(2);
      assertThat(reader.read()).isEqualTo('V');
      assertThat(reader.read()).isEqualTo(0);
    }
  }

  @Test
  void saysWhatTheKernelRefused() throws Exception {
    Path pipe = pipe();
    Path nowhere = directory.resolve("nowhere");

    assertRefused(() -> DeviceFile.open(pipe), ENXIO, "open: No such device or address");
    assertRefused(() -> DeviceFile.open(nowhere), ENOENT, "open: No such file or directory");
    try (DeviceFile device = DeviceFile.open(Path.of("/dev/full"))) {
      assertRefused(() -> device.write((byte) 0), ENOSPC, "write: No space left on device");
      assertRefused(
          () -> device.exchange(BYTES_WAITING, 0),
          DeviceFile.ENOTTY,
          "ioctl: Inappropriate ioctl for device");
    }
  }

  @Test
  void isNotInheritedByAChildAndIsGoneOnceClosed() throws Exception {
    Path pipe = pipe();
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
      DeviceFile device = DeviceFile.open(pipe);
      Process child = new ProcessBuilder("sleep", "60").start();
      try {
        assertThat(holders(child.pid(), pipe)).isZero();
        assertThat(holders(ProcessHandle.current().pid(), pipe)).isEqualTo(2);

        device.close();

        assertThat(holders(ProcessHandle.current().pid(), pipe)).isEqualTo(1);
        assertThat(reader.getFD().valid()).isTrue();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  private Path pipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static long holders(long pid, Path file) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return descriptors.filter(it -> pointsTo(it, file)).count();
    }
  }

  private static boolean pointsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static void assertRefused(ThrowingCallable call, int errno, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeviceFile.Failed.class, it -> assertThat(it.errno()).isEqualTo(errno))
        .hasMessage(message);
  }
}
