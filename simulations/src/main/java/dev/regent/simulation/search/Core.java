package dev.regent.simulation.search;

import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.GuardStep;
import dev.regent.agent.holder.Agent;
import dev.regent.agent.holder.AgentInput;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.AgentStep;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.Voter;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.MonotonicTime;
import java.time.Instant;

/**
 * The functions under search: those that the daemon and the guard call, and nothing else.
 *
 * <p>The wall clock stands still: it decides nothing, and two entries would differ by it alone.
 */
interface Core {
  /** The core as it is. Only tests have another, to prove that the search notices. */
  Core REAL = new Core() {};

  default VoterState voter(VoterSetup setup, Replica recovered, MonotonicTime now) {
    return Voter.initial(setup, recovered, now);
  }

  default VoterStep vote(VoterState state, VoterInput input, MonotonicTime now) {
    return Voter.decide(state, input, now, Instant.EPOCH);
  }

  default AgentState agent(AgentSetup setup, Agent.TakeOver from, MonotonicTime now) {
    return Agent.initial(setup, from, now);
  }

  default AgentStep act(AgentState state, AgentInput input, MonotonicTime now) {
    return Agent.decide(state, input, now, wallAt(now));
  }

  default GuardStep guard(GuardState state, GuardInput input, MonotonicTime now) {
    return GuardRules.decide(state, input, now);
  }

  /** V5: a wall clock that never jumps against the boot clock. */
  private static Instant wallAt(MonotonicTime now) {
    return Instant.EPOCH.plusNanos(now.nanos());
  }
}
