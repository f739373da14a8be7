package dev.regent.agent.clock;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.regent.protocol.MonotonicTime;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * CLOCK_BOOTTIME: the clock of leases and deadlines (V5, H3). It counts through a suspended
 * machine, which {@link System#nanoTime} does not, and is the same for the daemon and its guard.
 *
 * <p><b>Failure modes.</b> {@link #open} fails, naming the reason, where there is no such clock:
 * without it no lease may be held, so nothing falls back to another clock.
 *
 * <p><b>Source.</b> clock_gettime(2).
 */
public final class BootClock {
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final MethodHandle clockGettime;

  private BootClock(MethodHandle clockGettime) {
    this.clockGettime = clockGettime;
  }

  /**
   * Opens the clock and reads it once.
   *
   * @throws IllegalStateException when this is not Linux, is not 64 bit, or native access is denied
   */
  public static BootClock open() {
    String system = System.getProperty("os.name", "unknown");
    if (!system.equals("Linux") || ADDRESS.byteSize() != Long.BYTES) {
      throw new IllegalStateException(
          "leases need CLOCK_BOOTTIME of a 64-bit Linux; this is "
              + system
              + ". Run data nodes and witnesses on Linux.");
    }
    BootClock clock = new BootClock(bind());
    clock.now();
    return clock;
  }

  /** The time since the machine booted, suspended time included. */
  public MonotonicTime now() {
    long[] timespec = new long[2];
    int failed;
    try {
      failed = (int) clockGettime.invokeExact(CLOCK_BOOTTIME, MemorySegment.ofArray(timespec));
    } catch (Throwable cause) {
      throw new IllegalStateException("clock_gettime could not be called", cause);
    }
    if (failed != 0) {
      throw new IllegalStateException("clock_gettime(CLOCK_BOOTTIME) failed on this kernel");
    }
    return new MonotonicTime(timespec[0] * NANOS_PER_SECOND + timespec[1]);
  }

  // Restricted: the call goes to libc. "critical" lets it write into the Java array; it returns in
  // nanoseconds, so that it holds up no garbage collection.
  @SuppressWarnings("restricted")
  private static MethodHandle bind() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
        Linker.Option.critical(true));
  }
}
