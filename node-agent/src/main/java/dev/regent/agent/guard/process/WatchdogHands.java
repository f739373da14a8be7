package dev.regent.agent.guard.process;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import java.io.IOException;

/**
 * Feeds the kernel watchdog and lays it to rest (H4), on a thread of its own: a driver may hang.
 */
final class WatchdogHands {
  private final WatchdogDevice device;
  private final GuardLoop loop;
  private final BootClock clock;
  private final Worker worker = Worker.urgent("watchdog");

  WatchdogHands(WatchdogDevice device, GuardLoop loop, BootClock clock) {
    this.device = device;
    this.loop = loop;
    this.clock = clock;
  }

  void begin(GuardEffect.WatchdogChange change) {
    worker.begin(() -> loop.post(carryOut(change)));
  }

  private GuardInput carryOut(GuardEffect.WatchdogChange change) {
    try {
      return switch (change) {
        case GuardEffect.FeedWatchdog(Token token) -> feed(token);
        case GuardEffect.RestWatchdog() -> rest();
      };
    } catch (IOException problem) {
      return new GuardInput.WatchdogFailed(String.valueOf(problem.getMessage()));
    }
  }

  // Asked again: a feed that waited here while the machine stood still would outlast the lease.
  private GuardInput feed(Token token) throws IOException {
    MonotonicTime at = clock.now();
    if (!GuardRules.mayFeed(loop.state(), at)) {
      return new GuardInput.WatchdogSkipped();
    }
    device.feed();
    return new GuardInput.WatchdogFed(token, at);
  }

  private GuardInput rest() throws IOException {
    device.rest();
    return new GuardInput.WatchdogRested();
  }
}
