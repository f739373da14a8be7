package dev.regent.simulation.search;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Tenure;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.Watch;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Term;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A voter's state as far as it decides on leases: its replica and its slot. Who leads, who was
 * silent and what was reported is for role decisions; the plot stands for those.
 */
final class Slots implements VoterSteps.Forgetting {
  private static final MonotonicTime NEVER = MonotonicTime.ZERO.plus(Duration.ofDays(365));

  @Override
  public VoterState apply(VoterState state) {
    return new VoterState(
        state.setup(),
        state.replica(),
        state.replica().promised(),
        new Leadership.Following(
            Optional.empty(), Term.ZERO, MonotonicTime.ZERO, NEVER, MonotonicTime.ZERO),
        state.slot(),
        new Watch(Optional.empty(), NEVER, NEVER, true),
        Board.EMPTY,
        List.of(),
        List.of(),
        Optional.empty(),
        Tenure.NONE,
        Optional.empty());
  }
}
