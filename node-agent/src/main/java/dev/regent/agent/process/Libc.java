package dev.regent.agent.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The few calls into the C library that Java has no class for. */
public final class Libc {
  /** PostgreSQL: immediate shutdown. */
  public static final int SIGQUIT = 3;

  public static final int SIGKILL = 9;

  /** The postmaster looks for a promote file. */
  public static final int SIGUSR1 = 10;

  /** A stopped process runs nothing, and SIGKILL still ends it. */
  public static final int SIGSTOP = 19;

  private static final int MCL_CURRENT_FUTURE_ONFAULT = 7;

  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private static final MethodHandle KILL = bind("kill", JAVA_INT, JAVA_INT);

  private Libc() {}

  /**
   * Sends a signal.
   *
   * @return false when there is no such process or we may not; a scan tells which
   */
  public static boolean kill(long pid, int signal) {
    if (pid <= 1) {
      // kill(0), kill(-1) and kill(1) address our own group, everyone, and init.
      throw new IllegalArgumentException("not a process to signal: " + pid);
    }
    try {
      return (int) KILL.invokeExact((int) pid, signal) == 0;
    } catch (Throwable cause) {
      throw new IllegalStateException("kill(" + pid + ", " + signal + ") failed", cause);
    }
  }

  /**
   * Keeps in memory every page that was touched, now and later (mlockall with MCL_ONFAULT), so that
   * a machine out of memory does not make us wait for the disk.
   */
  public static boolean keepInMemory() {
    try {
      return (int) bind("mlockall", JAVA_INT).invokeExact(MCL_CURRENT_FUTURE_ONFAULT) == 0;
    } catch (Throwable cause) {
      throw new IllegalStateException("mlockall failed", cause);
    }
  }

  /**
   * Lets the calling thread run before others: for those that a deadline waits for.
   *
   * @return false where that is not allowed
   */
  public static boolean hurry() {
    try {
      return (int) bind("setpriority", JAVA_INT, JAVA_INT, JAVA_INT).invokeExact(0, 0, -15) == 0;
    } catch (Throwable cause) {
      throw new IllegalStateException("setpriority failed", cause);
    }
  }

  /** The session id (the process id of its leader); -1 when there is no such process. */
  public static int sessionOf(long pid) {
    try {
      return (int) bind("getsid", JAVA_INT).invokeExact((int) pid);
    } catch (Throwable cause) {
      throw new IllegalStateException("getsid failed", cause);
    }
  }

  /**
   * Moves the calling thread to another network (setns): sockets that it opens from now on, threads
   * that it starts and programs that it runs are there. Other threads stay where they are.
   *
   * @param namespace a file of {@code /run/netns} or {@code /proc/PID/ns/net}
   * @return false when there is no such network, or this process may not go there
   */
  public static boolean joinNetwork(Path namespace) {
    try (Arena arena = Arena.ofConfined()) {
      int file =
          (int)
              bind("open", ADDRESS, JAVA_INT)
                  .invokeExact(arena.allocateFrom(namespace.toString()), O_RDONLY_CLOEXEC);
      if (file < 0) {
        return false;
      }
      int joined = (int) bind("setns", JAVA_INT, JAVA_INT).invokeExact(file, CLONE_NEWNET);
      int closed = (int) bind("close", JAVA_INT).invokeExact(file);
      return joined == 0 && closed == 0;
    } catch (Throwable cause) {
      throw new IllegalStateException("setns(" + namespace + ") failed", cause);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind(String name, java.lang.foreign.MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }
}
