package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardSettings.VipSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The address that moves with the primary, on this machine, by {@code ip} and {@code ss} of
 * iproute2.
 *
 * <p>An IPv6 address is looked after by the kernel: it detects duplicates itself when one is added,
 * and announces it where {@code net.ipv6.conf.DEVICE.ndisc_notify} is set.
 *
 * <p><b>Failure modes.</b> Every change says what went wrong; a command that does not end within
 * its deadline is ended and counts as failed. The kernel's own lifetime is the backstop (P1).
 */
final class VirtualAddress {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(2);

  /** A courtesy to clients must not hold up the removal for long. */
  private static final Duration RESET_DEADLINE = Duration.ofMillis(300);

  private final VipSettings vip;

  VirtualAddress(VipSettings vip) {
    this.vip = vip;
  }

  /** Whether this machine has it; false when that cannot be told, so that it is asked for anew. */
  boolean isHere() {
    try {
      return isOnDevice();
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Duplicate-address detection: why it must not be added. */
  Optional<String> objection() {
    try {
      Optional<Arp> arp = arp();
      Optional<String> owner = arp.isPresent() ? arp.get().otherOwner() : Optional.empty();
      return owner.map(mac -> "the VIP " + vip.address() + " is in use by " + mac);
    } catch (IOException unknown) {
      return Optional.of("whether the VIP is in use cannot be told: " + unknown.getMessage());
    }
  }

  /** Adds it or changes its lifetime, and tells the neighbours that it is here. */
  Optional<String> add(Duration lifetime) {
    String seconds = lifetime.isZero() ? "forever" : Long.toString(lifetime.toSeconds());
    List<String> words = new ArrayList<>(List.of(isHere() ? "change" : "add"));
    words.addAll(List.of(vip.address(), "dev", vip.device()));
    words.addAll(List.of("valid_lft", seconds, "preferred_lft", seconds));
    return ip(words).or(this::announce);
  }

  /** Removes it; no problem where it was not. */
  Optional<String> remove() {
    Optional<String> problem = ip(List.of("del", vip.address(), "dev", vip.device()));
    try {
      return isOnDevice() ? problem.or(() -> Optional.of("still there")) : Optional.empty();
    } catch (IOException unknown) {
      return problem;
    }
  }

  /**
   * Resets the connections to it, by SOCK_DESTROY of sock_diag(7). Once the address is gone nothing
   * can be sent from it any more, and a client that waits for an answer would wait until its own
   * timeout, which may be never.
   */
  Optional<String> resetConnections() {
    List<String> command = List.of("ss", "--tcp", "--kill", "src", "[" + bare() + "]");
    return isHere() ? Commands.runQuietly(command, RESET_DEADLINE) : Optional.empty();
  }

  private boolean isOnDevice() throws IOException {
    InetAddress address = host();
    NetworkInterface device = NetworkInterface.getByName(vip.device());
    return device != null && device.inetAddresses().anyMatch(address::equals);
  }

  private Optional<String> announce() {
    try {
      Optional<Arp> arp = arp();
      if (arp.isPresent()) {
        arp.get().announce();
      }
      return Optional.empty();
    } catch (IOException unheard) {
      return Optional.of("the VIP is here but was not announced: " + unheard.getMessage());
    }
  }

  private Optional<Arp> arp() throws IOException {
    NetworkInterface device = NetworkInterface.getByName(vip.device());
    if (device == null) {
      throw new IOException("there is no network device " + vip.device());
    }
    return Arp.on(device, host().getAddress());
  }

  private InetAddress host() throws UnknownHostException {
    return InetAddress.getByName(bare());
  }

  private String bare() {
    return vip.address().split("/", -1)[0];
  }

  private static Optional<String> ip(List<String> words) {
    List<String> command = new ArrayList<>(List.of("ip", "addr"));
    command.addAll(words);
    return Commands.run(command, COMMAND_DEADLINE);
  }
}
