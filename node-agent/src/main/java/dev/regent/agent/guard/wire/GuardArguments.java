package dev.regent.agent.guard.wire;

import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.GuardSettings.VipSettings;
import dev.regent.agent.guard.GuardSettings.WatchdogSettings;
import dev.regent.protocol.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A guard's settings as its command line: {@code key=value} each. */
public final class GuardArguments {
  private static final String REQUIRED = "required";
  private static final String AUTOMATIC = "automatic";

  private GuardArguments() {}

  /** For the launcher. */
  public static List<String> of(GuardSettings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("node=" + settings.node());
    arguments.add("data=" + settings.dataDirectory());
    arguments.add("run=" + settings.runDirectory());
    arguments.add("state=" + settings.stateDirectory());
    settings.vip().ifPresent(vip -> arguments.add("vip=" + vip.address()));
    settings.vip().ifPresent(vip -> arguments.add("device=" + vip.device()));
    settings.watchdog().ifPresent(watchdog -> arguments.addAll(of(watchdog)));
    return List.copyOf(arguments);
  }

  /**
   * For the guard.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public static GuardSettings parse(List<String> arguments) {
    return new GuardSettings(
        new NodeId(required(arguments, "node")),
        Path.of(required(arguments, "data")),
        Path.of(required(arguments, "run")),
        Path.of(required(arguments, "state")),
        value(arguments, "vip")
            .map(address -> new VipSettings(address, required(arguments, "device"))),
        value(arguments, "watchdog").map(device -> watchdog(device, arguments)),
        List.of());
  }

  private static List<String> of(WatchdogSettings watchdog) {
    return List.of(
        "watchdog=" + watchdog.device(),
        "watchdog-mode=" + (watchdog.required() ? REQUIRED : AUTOMATIC),
        "watchdog-seconds=" + watchdog.timeout().toSeconds(),
        "guard-budget-millis=" + watchdog.guardBudget().toMillis());
  }

  private static WatchdogSettings watchdog(String device, List<String> arguments) {
    String mode = required(arguments, "watchdog-mode");
    if (!mode.equals(REQUIRED) && !mode.equals(AUTOMATIC)) {
      throw new IllegalArgumentException("watchdog-mode=" + mode + " is neither of the two");
    }
    return new WatchdogSettings(
        Path.of(device),
        mode.equals(REQUIRED),
        Duration.ofSeconds(Long.parseLong(required(arguments, "watchdog-seconds"))),
        Duration.ofMillis(Long.parseLong(required(arguments, "guard-budget-millis"))));
  }

  private static String required(List<String> arguments, String key) {
    return value(arguments, key)
        .orElseThrow(() -> new IllegalArgumentException("the guard needs " + key + "=..."));
  }

  private static Optional<String> value(List<String> arguments, String key) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(key + "="))
        .map(argument -> argument.substring(key.length() + 1))
        .findFirst();
  }
}
