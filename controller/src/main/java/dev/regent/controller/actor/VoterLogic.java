package dev.regent.controller.actor;

import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.Voter;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.MonotonicTime;
import java.time.Instant;

/** The pure core as its shell sees it; a test may put a script in its place. */
public interface VoterLogic {
  VoterState initial(VoterSetup setup, Replica recovered, MonotonicTime now);

  VoterStep decide(VoterState state, VoterInput input, MonotonicTime now, Instant wall);

  MonotonicTime nextWake(VoterState state);

  /** The real one: {@link Voter}. */
  static VoterLogic core() {
    return new VoterLogic() {
      @Override
      public VoterState initial(VoterSetup setup, Replica recovered, MonotonicTime now) {
        return Voter.initial(setup, recovered, now);
      }

      @Override
      public VoterStep decide(VoterState state, VoterInput input, MonotonicTime now, Instant wall) {
        return Voter.decide(state, input, now, wall);
      }

      @Override
      public MonotonicTime nextWake(VoterState state) {
        return Voter.nextWake(state);
      }
    };
  }
}
