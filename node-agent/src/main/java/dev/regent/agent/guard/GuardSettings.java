package dev.regent.agent.guard;

import dev.regent.protocol.NodeId;
import java.nio.file.Path;
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
}
