package dev.regent.agent.guard.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A packet(7) socket for ARP on one device; nothing here waits.
 *
 * <p><b>Failure modes.</b> Opening needs CAP_NET_RAW.
 */
final class RawSocket implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_DGRAM = 2;
  private static final short ETH_P_ARP = 0x0806;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int ADDRESS_BYTES = 20;
  private static final int HARDWARE_BYTES = 6;

  private static final MethodHandle SOCKET =
      bind("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      bind("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SEND =
      bind(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECEIVE =
      bind("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      bind("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int descriptor;
  private final byte[] broadcast;

  private RawSocket(int descriptor, byte[] broadcast) {
    this.descriptor = descriptor;
    this.broadcast = broadcast;
  }

  /** Opens it for ARP on the device of that index. */
  static RawSocket arp(int device) throws IOException {
    byte[] broadcast = address(device);
    try {
      int descriptor =
          (int) SOCKET.invokeExact(AF_PACKET, SOCK_DGRAM, Short.toUnsignedInt(network(ETH_P_ARP)));
      if (descriptor < 0) {
        throw new IOException("no packet socket: the guard needs CAP_NET_RAW to ask for the VIP");
      }
      RawSocket socket = new RawSocket(descriptor, broadcast);
      if ((int) BIND.invokeExact(descriptor, MemorySegment.ofArray(broadcast), ADDRESS_BYTES) < 0) {
        socket.close();
        throw new IOException("the packet socket could not be bound to device " + device);
      }
      return socket;
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable cause) {
      throw new IllegalStateException("socket could not be called", cause);
    }
  }

  /** Sends to every neighbour. */
  void broadcast(byte[] packet) throws IOException {
    long sent;
    try {
      sent =
          (long)
              SEND.invokeExact(
                  descriptor,
                  MemorySegment.ofArray(packet),
                  (long) packet.length,
                  0,
                  MemorySegment.ofArray(broadcast),
                  ADDRESS_BYTES);
    } catch (Throwable cause) {
      throw new IllegalStateException("sendto could not be called", cause);
    }
    if (sent != packet.length) {
      throw new IOException("an ARP packet could not be sent: is the device up?");
    }
  }

  /** The length of the packet that was waiting, now in {@code into}; below 1 when none was. */
  long receive(byte[] into) {
    try {
      return (long)
          RECEIVE.invokeExact(
              descriptor, MemorySegment.ofArray(into), (long) into.length, MSG_DONTWAIT);
    } catch (Throwable cause) {
      throw new IllegalStateException("recv could not be called", cause);
    }
  }

  @Override
  public void close() {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable cause) {
      throw new IllegalStateException("close could not be called", cause);
    }
  }

  // struct sockaddr_ll, to the broadcast address.
  private static byte[] address(int device) {
    ByteBuffer bytes = ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder());
    bytes.putShort((short) AF_PACKET).putShort(network(ETH_P_ARP)).putInt(device);
    bytes.putShort((short) 1).put((byte) 0).put((byte) HARDWARE_BYTES).putLong(-1L);
    return bytes.array();
  }

  private static short network(short value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), shape, Linker.Option.critical(true));
  }
}
