package dev.regent.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("V1: two tokens never overlap at one voter, whatever the ledger did")
class V1PropertyTest {
  private static final long SEED = 99;
  private static final Duration TTL = Given.LEASE.ttl();
  private static final List<Phase> LEDGER =
      List.of(
          Given.primary(),
          Given.granted(),
          Given.revoked(),
          Given.restarting(),
          new Phase.Paused(Optional.empty()));

  @Test
  @DisplayName("V1: random requests, releases, restarts and times, under any accepted state")
  void twoTokensNeverOverlap() {
    int given = 0;
    for (int run = 0; run < 2000; run++) {
      given += new Run(new Random(SEED + run), "seed " + SEED + " run " + run).steps(60);
    }
    assertThat(given).as("the walk gives something").isGreaterThan(5000);
  }

  private static final class Run {
    private final Random random;
    private final String name;
    private final Map<Token, MonotonicTime> believed = new TreeMap<>();
    private LeaseSlot slot = new LeaseSlot.Empty();
    private MonotonicTime now = Given.NOW;

    Run(Random random, String name) {
      this.random = random;
      this.name = name;
    }

    int steps(int count) {
      int given = 0;
      for (int step = 0; step < count; step++) {
        now = now.plus(TTL.dividedBy(8).multipliedBy(random.nextInt(4)));
        switch (random.nextInt(12)) {
          case 0 -> slot = LeaseSlot.afterRestart(now, TTL);
          case 1, 2 -> release();
          default -> given += request();
        }
      }
      return given;
    }

    /** The holder releases what it gave up: it believes in it no more. */
    private void release() {
      Token token = anyToken();
      believed.remove(token);
      slot = LeaseRules.release(slot, new Message.Release(token, holder(token), new Round(1)));
    }

    private int request() {
      Token token = anyToken();
      Phase phase = LEDGER.get(random.nextInt(LEDGER.size()));
      var request = new Message.LeaseRequest(token, holder(token), new Round(1));
      var clock = new LeaseRules.Clock(now, TTL);
      var verdict = LeaseRules.request(slot, request, Optional.of(Given.state(phase)), clock);
      if (!(verdict instanceof LeaseRules.Verdict.Given yes)) {
        return 0;
      }
      slot = yes.slot();
      believed.put(token, now.plus(TTL));
      long live = believed.values().stream().filter(now::isBefore).count();
      assertThat(live).as("%s: holders of one voter's slot: %s", name, believed).isEqualTo(1);
      return 1;
    }

    private Token anyToken() {
      return random.nextBoolean() ? Given.T1 : Given.T2;
    }

    private static Session holder(Token token) {
      return token.equals(Given.T1) ? Given.ON_A : Given.ON_B;
    }
  }
}
