package dev.regent.agent.guard.process;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.GuardSettings;
import java.io.IOException;
import java.util.Optional;

/** What a guard takes of the machine: its clock, and its watchdog where one is configured (H4). */
record Machine(BootClock clock, Optional<WatchdogDevice> watchdog) {
  /** The one that this process runs on. */
  static Machine real(GuardSettings settings) throws IOException {
    if (settings.watchdog().isPresent()) {
      LinuxWatchdog.drill();
    }
    return new Machine(
        BootClock.open(),
        settings.watchdog().map(it -> LinuxWatchdog.at(it.device(), it.timeout())));
  }
}
