package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.Milestone;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MilestonesTest {
  private final AtomicLong seconds = new AtomicLong();
  private final Milestones milestones =
      new Milestones(() -> Instant.ofEpochSecond(seconds.incrementAndGet()));

  private static Revision revision(long index) {
    return new Revision(new Term(1), index);
  }

  @Test
  void onlyTheFirstTimeCounts() {
    milestones.add(Milestone.VIP_UP, revision(4));
    milestones.add(Milestone.VIP_UP, revision(4));
    milestones.add(Milestone.VIP_UP, revision(9));
    assertThat(milestones.all())
        .containsExactly(
            new Milestones.Reached(Milestone.VIP_UP, revision(4), Instant.ofEpochSecond(1)),
            new Milestones.Reached(Milestone.VIP_UP, revision(9), Instant.ofEpochSecond(2)));
  }

  @Test
  void theOldestMakesRoom() {
    for (int i = 0; i < 1_000; i++) {
      milestones.add(Milestone.GRANTED, revision(i));
    }
    assertThat(milestones.all()).hasSize(400);
    assertThat(milestones.all().getFirst().about()).isEqualTo(revision(600));
    assertThat(milestones.all().getLast().about()).isEqualTo(revision(999));
  }
}
