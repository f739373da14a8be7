package dev.regent.agent.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * A device by the C library, since Java has no ioctl. No child inherits it, and opening one that
 * waits for a reader fails instead.
 *
 * <p><b>Failure modes.</b> {@link Failed}, with errno, for each call the kernel refuses.
 */
public final class DeviceFile implements Device {
  /** errno: somebody else has it. */
  public static final int EBUSY = 16;

  /** errno: the device does not know that ioctl. */
  public static final int ENOTTY = 25;

  private static final int O_WRONLY = 0x1;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle OPEN =
      bind(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle IOCTL =
      bind(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle WRITE =
      bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR = bindPlain("strerror");

  private final int descriptor;

  private DeviceFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens it for writing. */
  public static DeviceFile open(Path device) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(device.toString());
      return new DeviceFile(
          (int)
              call(
                  "open",
                  arena,
                  errno -> (int) OPEN.invokeExact(errno, path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)));
    }
  }

  @Override
  public int exchange(long request, int value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment cell = arena.allocateFrom(JAVA_INT, value);
      call("ioctl", arena, errno -> (int) IOCTL.invokeExact(errno, descriptor, request, cell));
      return cell.get(JAVA_INT, 0);
    }
  }

  @Override
  public void write(byte value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment cell = arena.allocateFrom(JAVA_BYTE, value);
      call("write", arena, errno -> (long) WRITE.invokeExact(errno, descriptor, cell, 1L));
    }
  }

  @Override
  public void close() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      call("close", arena, errno -> (int) CLOSE.invokeExact(errno, descriptor));
    }
  }

  /** A call that the kernel refused. */
  public static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    Failed(String what, int errno, String meaning) {
      super(what + ": " + meaning);
      this.errno = errno;
    }

    /** As errno(3) numbers them. */
    public int errno() {
      return errno;
    }
  }

  /** One call; its errno goes into the segment. */
  private interface Call {
    long with(MemorySegment errno) throws Throwable;
  }

  private static long call(String name, Arena arena, Call call) throws IOException {
    MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
    long result;
    int errno;
    try {
      result = call.with(state);
      errno = (int) ERRNO.get(state, 0L);
    } catch (Throwable cause) {
      throw new IllegalStateException(name + " could not be called", cause);
    }
    if (result < 0) {
      throw new Failed(name, errno, meaning(errno));
    }
    return result;
  }

  @SuppressWarnings("restricted")
  private static String meaning(int errno) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
      return text.reinterpret(Byte.MAX_VALUE).getString(0);
    } catch (Throwable cause) {
      throw new IllegalStateException("strerror could not be called", cause);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    Linker.Option[] all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, all);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bindPlain(String name) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ADDRESS, JAVA_INT));
  }
}
