package dev.regent.agent.guard.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.Vip;
import dev.regent.agent.guard.core.Watchdog;
import dev.regent.agent.guard.core.WatchdogTerms;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H4: right before the device is touched")
class WatchdogHandsTest {
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  @DisplayName("H4: a feed that waited until nothing was armed any more is dropped")
  void asksAgainBeforeItFeeds() throws IOException {
    BootClock clock = BootClock.open();
    WatchdogTerms terms = new WatchdogTerms(false, Duration.ofSeconds(2), Duration.ofMillis(300));
    GuardState unarmed =
        GuardState.begin(new Session(new NodeId("a"), 1, 1), false, Vip.ABSENT, Watchdog.of(terms));
    GuardLoop loop = new GuardLoop(unarmed, clock, new GuardLog());
    WatchdogHands hands = new WatchdogHands(new Recorded(), loop, clock);

    hands.begin(new GuardEffect.FeedWatchdog(GuardedNode.token(1)));
    hands.begin(new GuardEffect.RestWatchdog());

    Checks.await("the worker came to the rest", () -> done.contains("rest"));
    assertThat(done).containsExactly("rest");
  }

  private final class Recorded implements WatchdogDevice {
    @Override
    public void feed() {
      done.add("feed");
    }

    @Override
    public void rest() {
      done.add("rest");
    }

    @Override
    public void end() {
      done.add("end");
    }
  }
}
