package dev.regent.agent.guard.process;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for an IPv4 address before it is taken, and tells the neighbours after (P1).
 *
 * <p>The question takes 200 ms, which is part of every failover with a VIP; a neighbour that is
 * there answers within a few.
 *
 * <p><b>Source.</b> RFC 5227 (probe: no sender address; announcement: sender and target the same);
 * RFC 826.
 */
final class Arp {
  private static final Duration LISTEN = Duration.ofMillis(100);
  private static final int PROBES = 2;
  private static final long POLL_NANOS = 2_000_000L;
  private static final int PACKET_BYTES = 28;
  private static final int HARDWARE_BYTES = 6;
  private static final int SENDER_HARDWARE = 8;
  private static final int SENDER = 14;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;
  private static final byte[] NOBODY = new byte[4];

  private final int device;
  private final byte[] hardware;
  private final byte[] address;

  private Arp(int device, byte[] hardware, byte[] address) {
    this.device = device;
    this.hardware = hardware;
    this.address = address;
  }

  /** For an address on a device; empty where there is no ARP: loopback, tunnels, IPv6. */
  static Optional<Arp> on(NetworkInterface device, byte[] address) throws IOException {
    byte[] hardware = device.getHardwareAddress();
    boolean speaksArp =
        !device.isLoopback()
            && hardware != null
            && hardware.length == HARDWARE_BYTES
            && address.length == NOBODY.length;
    return speaksArp
        ? Optional.of(new Arp(device.getIndex(), hardware, address))
        : Optional.empty();
  }

  /** The hardware address of somebody else who has it. */
  Optional<String> otherOwner() throws IOException {
    try (RawSocket socket = RawSocket.arp(device)) {
      for (int probe = 0; probe < PROBES; probe++) {
        socket.broadcast(packet(REQUEST, NOBODY));
        Optional<String> owner = listen(socket);
        if (owner.isPresent()) {
          return owner;
        }
      }
      return Optional.empty();
    }
  }

  /** Gratuitous: a request and a reply, since some neighbours learn from only one of them. */
  void announce() throws IOException {
    try (RawSocket socket = RawSocket.arp(device)) {
      socket.broadcast(packet(REQUEST, address));
      socket.broadcast(packet(REPLY, address));
    }
  }

  private Optional<String> listen(RawSocket socket) {
    byte[] heard = new byte[64];
    long end = System.nanoTime() + LISTEN.toNanos();
    while (System.nanoTime() < end) {
      if (socket.receive(heard) < PACKET_BYTES) {
        LockSupport.parkNanos(POLL_NANOS);
      } else if (isOwner(heard)) {
        return Optional.of(
            HexFormat.ofDelimiter(":")
                .formatHex(heard, SENDER_HARDWARE, SENDER_HARDWARE + HARDWARE_BYTES));
      }
    }
    return Optional.empty();
  }

  // Anything said with that sender address by other hardware.
  private boolean isOwner(byte[] heard) {
    return Arrays.equals(heard, SENDER, SENDER + address.length, address, 0, address.length)
        && !Arrays.equals(
            heard, SENDER_HARDWARE, SENDER_HARDWARE + HARDWARE_BYTES, hardware, 0, HARDWARE_BYTES);
  }

  private byte[] packet(short operation, byte[] sender) {
    ByteBuffer packet = ByteBuffer.allocate(PACKET_BYTES);
    packet.putShort((short) 1).putShort((short) 0x0800);
    packet.put((byte) HARDWARE_BYTES).put((byte) address.length).putShort(operation);
    return packet.put(hardware).put(sender).put(new byte[HARDWARE_BYTES]).put(address).array();
  }
}
