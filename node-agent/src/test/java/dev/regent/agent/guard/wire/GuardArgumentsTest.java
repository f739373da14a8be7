package dev.regent.agent.guard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.GuardSettings.VipSettings;
import dev.regent.agent.guard.GuardSettings.WatchdogSettings;
import dev.regent.protocol.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A guard is started with exactly its daemon's settings (H3, H4). */
class GuardArgumentsTest {
  private static final WatchdogSettings WATCHDOG =
      new WatchdogSettings(
          Path.of("/dev/watchdog1"), true, Duration.ofSeconds(2), Duration.ofMillis(300));

  @Test
  void carryEverythingButTheLauncher() {
    List<GuardSettings> all =
        List.of(
            settings(Optional.empty(), Optional.empty()),
            settings(Optional.of(new VipSettings("10.0.0.5/24", "eth0")), Optional.of(WATCHDOG)),
            settings(
                Optional.empty(),
                Optional.of(
                    new WatchdogSettings(
                        WATCHDOG.device(), false, WATCHDOG.timeout(), WATCHDOG.guardBudget()))));
    for (GuardSettings settings : all) {
      assertThat(GuardArguments.parse(GuardArguments.of(settings))).isEqualTo(settings);
    }
  }

  @Test
  void withoutAWatchdogSayNothingOfIt() {
    assertThat(GuardArguments.of(settings(Optional.empty(), Optional.empty())))
        .noneMatch(it -> it.contains("watchdog"));
  }

  @Test
  void refuseAWatchdogThatIsHalfSet() {
    List<String> whole = GuardArguments.of(settings(Optional.empty(), Optional.of(WATCHDOG)));
    for (String key : List.of("watchdog-mode", "watchdog-seconds", "guard-budget-millis")) {
      List<String> half = new ArrayList<>(whole);
      half.removeIf(it -> it.startsWith(key + "="));
      assertThatThrownBy(() -> GuardArguments.parse(half)).hasMessageContaining(key);
    }
    List<String> odd = new ArrayList<>(whole);
    odd.replaceAll(it -> it.equals("watchdog-mode=required") ? "watchdog-mode=on" : it);
    assertThatThrownBy(() -> GuardArguments.parse(odd)).hasMessageContaining("watchdog-mode=on");
  }

  @Test
  void theTimeoutIsHalfALeaseInWholeSecondsAndAtLeastOne() {
    assertThat(WatchdogSettings.timeoutFor(Duration.ofSeconds(4))).hasSeconds(2);
    assertThat(WatchdogSettings.timeoutFor(Duration.ofMillis(4900))).hasSeconds(2);
    assertThat(WatchdogSettings.timeoutFor(Duration.ofMillis(1800))).hasSeconds(1);
    assertThat(WatchdogSettings.timeoutFor(Duration.ofSeconds(60))).hasSeconds(30);
  }

  private static GuardSettings settings(
      Optional<VipSettings> vip, Optional<WatchdogSettings> watchdog) {
    return new GuardSettings(
        new NodeId("a"),
        Path.of("/var/lib/pg"),
        Path.of("/run/regent"),
        Path.of("/var/lib/regent"),
        vip,
        watchdog,
        List.of());
  }
}
