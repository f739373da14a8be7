package dev.regent.agent.guard;

import dev.regent.protocol.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One guard's settings; equal for the daemon that starts it and the guard.
 *
 * @param dataDirectory what it protects; need not exist yet, its parent must
 * @param runDirectory socket and log; may be lost at a reboot
 * @param stateDirectory the session counter and the paused flag; must survive a reboot (H6)
 * @param launcher put before the java command: detaches the guard from the daemon. Where a service
 *     manager kills a whole control group it must also leave that, as {@code systemd-run --scope
 *     --collect setsid --fork} does (H3: not in one kill domain)
 */
public record GuardSettings(
    NodeId node,
    Path dataDirectory,
    Path runDirectory,
    Path stateDirectory,
    Optional<VipSettings> vip,
    Optional<WatchdogSettings> watchdog,
    List<String> launcher) {
  /** Its own session, and a child of init. */
  public static final List<String> OWN_SESSION = List.of("setsid", "--fork");

  public GuardSettings {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    runDirectory = runDirectory.toAbsolutePath().normalize();
    stateDirectory = stateDirectory.toAbsolutePath().normalize();
    launcher = List.copyOf(launcher);
  }

  /**
   * The address that moves with the primary (P1).
   *
   * @param address with its prefix length, as {@code 10.0.0.5/24}
   * @param device the network interface
   */
  public record VipSettings(String address, String device) {}

  /**
   * The kernel watchdog (H4).
   *
   * @param device as {@code /dev/watchdog}
   * @param required no promotion without it
   * @param timeout how long after a feed the kernel resets the machine; whole seconds, as its
   *     drivers count
   * @param guardBudget what is left of a lease at the guard's deadline
   */
  public record WatchdogSettings(
      Path device, boolean required, Duration timeout, Duration guardBudget) {
    /**
     * The timeout for a lease: half of it, so that one or two lost renewals stop no feeding, and
     * never below the one second that is the least. Under a lease of hardly more than that it never
     * fits, and the guard will say that it is unavailable.
     */
    public static Duration timeoutFor(Duration ttl) {
      return Duration.ofSeconds(Math.max(1, ttl.toSeconds() / 2));
    }
  }
}
