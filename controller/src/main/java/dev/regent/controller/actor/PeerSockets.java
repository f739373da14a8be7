package dev.regent.controller.actor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the kernel give up a connection to a peer that stops acknowledging.
 *
 * <p>Left alone, Linux retries for some 15 minutes with ever longer pauses: after a cable was out
 * for 10 s, nothing gets through for up to 10 s more, and after a minute for up to a minute. Akka
 * cannot set TCP_USER_TIMEOUT, so it is set from outside on this process's own sockets, found in
 * {@code /proc/self/fd} by their ports.
 *
 * <p><b>Failure modes.</b> Where this is not Linux, or native access is denied, nothing is set:
 * broken connections then take long to heal, and a warning says so once.
 *
 * <p><b>Source.</b> tcp(7).
 */
final class PeerSockets {
  private static final Logger LOG = LoggerFactory.getLogger(PeerSockets.class);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final int SOL_SOCKET = 1;
  private static final String SLOW_HEALING =
      "A broken connection to a peer may take long to heal: {}";
  private static final int SO_KEEPALIVE = 9;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int TCP_USER_TIMEOUT = 18;
  private static final int GIVE_UP_MILLIS = 1000;
  private static final int ADDRESS_BYTES = 128;

  private final Set<Integer> ports;
  private final MethodHandle setsockopt;
  private final MethodHandle getpeername;
  private final MethodHandle getsockname;
  private Map<String, String> settled = new HashMap<>();

  PeerSockets(Set<Integer> ports) {
    this.ports = ports;
    this.setsockopt =
        bind(
            "setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    FunctionDescriptor named = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    this.getpeername = bind("getpeername", named);
    this.getsockname = bind("getsockname", named);
  }

  /** Looks after the sockets of these ports, the near end's or the far end's, until interrupted. */
  static Thread watch(Set<Integer> ports) {
    return Thread.ofPlatform()
        .daemon()
        .name("peer-sockets")
        .start(() -> {
          try {
            new PeerSockets(ports).watch();
          } catch (RuntimeException e) {
            LOG.warn(SLOW_HEALING, e.toString());
          }
        });
  }

  private void watch() {
    boolean failing = false;
    try {
      while (true) {
        failing = lookAgain(failing);
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look that fails, for want of a file descriptor say, must not be the last. */
  private boolean lookAgain(boolean failing) {
    try {
      look();
      return false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warn(SLOW_HEALING, e.toString());
      }
      return true;
    }
  }

  /**
   * Sets up the peers' sockets that were not before; how many that were. One without a far end is
   * looked at again each time: it may be connecting, to whom is not known before it is connected.
   */
  int look() throws IOException {
    Map<String, String> present = new HashMap<>();
    int found = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        String number = descriptor.getFileName().toString();
        String target = target(descriptor);
        if (target.equals(settled.get(number))) {
          present.put(number, target);
        } else if (target.startsWith("socket:")) {
          int socket = Integer.parseInt(number);
          int far = port(getpeername, socket);
          boolean isPeers = ports.contains(far) || ports.contains(port(getsockname, socket));
          if (isPeers && setUp(socket)) {
            found++;
          }
          if (isPeers || far != 0) {
            present.put(number, target);
          }
        }
      }
    }
    settled = present;
    return found;
  }

  /** A descriptor may be closed while it is looked at; then it is nothing. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private boolean setUp(int descriptor) {
    return set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
        && set(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, 2)
        && set(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, 1)
        && set(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, GIVE_UP_MILLIS);
  }

  private boolean set(int descriptor, int level, int option, int value) {
    int[] values = {value};
    try {
      return 0
          == (int)
              setsockopt.invokeExact(
                  descriptor, level, option, MemorySegment.ofArray(values), Integer.BYTES);
    } catch (Throwable cause) {
      throw new IllegalStateException("setsockopt could not be called", cause);
    }
  }

  /** The port of a socket's end, or 0 where it has none; IPv4 and IPv6 keep it in one place. */
  private static int port(MethodHandle ask, int descriptor) {
    byte[] address = new byte[ADDRESS_BYTES];
    int[] length = {ADDRESS_BYTES};
    try {
      int failed =
          (int)
              ask.invokeExact(
                  descriptor, MemorySegment.ofArray(address), MemorySegment.ofArray(length));
      return failed != 0 ? 0 : Byte.toUnsignedInt(address[2]) << 8 | Byte.toUnsignedInt(address[3]);
    } catch (Throwable cause) {
      throw new IllegalStateException("a socket's address could not be asked for", cause);
    }
  }

  // Restricted: the calls go to libc. "critical" lets them use the Java arrays; they return at
  // once.
  @SuppressWarnings("restricted")
  private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), descriptor, Linker.Option.critical(true));
  }
}
