package dev.regent.agent.guard.process;

import dev.regent.agent.process.Device;
import dev.regent.agent.process.DeviceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A watchdog of Linux: opening starts it, any byte feeds it, and {@code V} right before closing
 * stops it.
 *
 * <p><b>Failure modes.</b> Refused: what is no character device, one that is in use, one whose
 * driver takes another timeout (a longer one would reset after the lease, a shorter one under a
 * living guard), and one that cannot be stopped again (nowayout). A driver that knows no {@code V}
 * stops at every close, also that of a guard that is killed.
 *
 * <p><b>Source.</b> Linux: Documentation/watchdog/watchdog-api.rst, watchdog-sysfs in
 * Documentation/ABI/testing.
 */
final class LinuxWatchdog implements WatchdogDevice {
  /** WDIOC_SETTIMEOUT: sets the seconds, and answers with those that the driver took. */
  static final long SET_TIMEOUT = 0xC0045706L;

  static final byte ALIVE = 0;
  static final byte MAGIC_CLOSE = 'V';

  private static final Path SYS = Path.of("/sys/class/watchdog");
  private static final int FORMAT = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  private final Path path;
  private final int seconds;
  private final Opener opener;
  private Optional<Device> device = Optional.empty();
  private boolean ended;

  LinuxWatchdog(Path path, Duration timeout, Opener opener) {
    this.path = path;
    this.seconds = Math.toIntExact(timeout.toSeconds());
    this.opener = opener;
  }

  /** How the device is opened. */
  interface Opener {
    Device open(Path device) throws IOException;
  }

  /** The machine's own, at that path. */
  static LinuxWatchdog at(Path path, Duration timeout) {
    return new LinuxWatchdog(path, timeout, LinuxWatchdog::openChecked);
  }

  /** Loads what a first feed needs, so that it takes no longer than any other. */
  static void drill() throws IOException {
    LinuxWatchdog nothing = at(Path.of("/dev/null"), Duration.ofSeconds(1));
    try {
      nothing.feed();
    } catch (IOException expected) {
      nothing.rest();
    }
  }

  @Override
  public synchronized void feed() throws IOException {
    if (ended) {
      throw new IOException("the guard ends");
    }
    if (device.isPresent()) {
      device.get().write(ALIVE);
    } else {
      device = Optional.of(started());
    }
  }

  @Override
  public synchronized void rest() throws IOException {
    if (device.isPresent()) {
      Device open = device.get();
      open.write(MAGIC_CLOSE);
      device = Optional.empty();
      open.close();
    }
  }

  @Override
  public synchronized void end() throws IOException {
    ended = true;
    rest();
  }

  // Setting the timeout of a running one feeds it too.
  private Device started() throws IOException {
    Device open = open();
    try {
      int taken = open.exchange(SET_TIMEOUT, seconds);
      if (taken == seconds) {
        return open;
      }
      throw new IOException(
          path + ": its driver took a timeout of " + taken + " s instead of " + seconds + " s");
    } catch (IOException refused) {
      open.write(MAGIC_CLOSE);
      open.close();
      throw named(refused);
    }
  }

  private Device open() throws IOException {
    try {
      return opener.open(path);
    } catch (IOException refused) {
      throw named(refused);
    }
  }

  private IOException named(IOException refused) {
    return switch (refused) {
      case DeviceFile.Failed failed when failed.errno() == DeviceFile.EBUSY ->
          new IOException(
              path
                  + " is in use: one process can have it, so no second guard of this node, no"
                  + " watchdogd, and no RuntimeWatchdogSec of systemd",
              failed);
      case DeviceFile.Failed failed when failed.errno() == DeviceFile.ENOTTY ->
          new IOException(path + " lets nobody set a timeout: it is no watchdog", failed);
      case DeviceFile.Failed failed -> new IOException(path + ": " + failed.getMessage(), failed);
      case IOException other -> other;
    };
  }

  // A byte would harm another kind of file.
  private static Device openChecked(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path + " does not exist: is a watchdog driver loaded?");
    }
    int mode = (int) Files.getAttribute(path, "unix:mode");
    if ((mode & FORMAT) != CHARACTER_DEVICE) {
      throw new IOException(path + " is no character device");
    }
    if (isUnstoppable(SYS, path)) {
      throw new IOException(path + " cannot be stopped once started: its driver has nowayout set");
    }
    return DeviceFile.open(path);
  }

  /** Whether the kernel says so; where it says nothing, no. */
  static boolean isUnstoppable(Path sys, Path device) throws IOException {
    String name = String.valueOf(device.toRealPath().getFileName());
    Path file = sys.resolve(name.equals("watchdog") ? "watchdog0" : name).resolve("nowayout");
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(file).strip().equals("1");
  }
}
