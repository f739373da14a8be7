package dev.regent.simulation.search;

import dev.regent.agent.engine.JobResult;
import dev.regent.agent.holder.AgentInput;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.AgentStep;
import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.VoterStep;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Message;
import java.util.List;
import java.util.Optional;

/** The real core with one rule broken each: what a search has to notice. */
final class BrokenCores {
  private BrokenCores() {}

  /** L1: promises any term, whatever was promised before. */
  static Core promisingLowerTerms() {
    return new Core() {
      @Override
      public VoterStep vote(VoterState state, VoterInput input, MonotonicTime now) {
        boolean asked = message(input) instanceof Message.Prepare;
        return Core.super.vote(asked ? with(state, forgetful(state.replica())) : state, input, now);
      }
    };
  }

  /** L2: accepts what a leader of a term below the promise sends. */
  static Core acceptingBelowThePromise() {
    return new Core() {
      @Override
      public VoterStep vote(VoterState state, VoterInput input, MonotonicTime now) {
        boolean asked = message(input) instanceof Message.Accept;
        return Core.super.vote(asked ? with(state, forgetful(state.replica())) : state, input, now);
      }
    };
  }

  /** L1: the promise is not durable. */
  static Core forgettingPromisesInACrash() {
    return new Core() {
      @Override
      public VoterState voter(VoterSetup setup, Replica recovered, MonotonicTime now) {
        return Core.super.voter(setup, forgetful(recovered), now);
      }
    };
  }

  /** L3: a leader commits what it alone acked. */
  static Core committingWithoutAMajority() {
    return new Core() {
      @Override
      public VoterStep vote(VoterState state, VoterInput input, MonotonicTime now) {
        boolean acked = message(input) instanceof Message.Accepted;
        return Core.super.vote(acked ? with(state, countedTwice(state)) : state, input, now);
      }
    };
  }

  /** V1: a slot is given though another token holds it. */
  static Core givingTakenSlots() {
    return new Core() {
      @Override
      public VoterStep vote(VoterState state, VoterInput input, MonotonicTime now) {
        boolean asked = message(input) instanceof Message.LeaseRequest;
        return Core.super.vote(asked ? with(state, new LeaseSlot.Empty()) : state, input, now);
      }
    };
  }

  /** V3: after a restart the slot counts as empty at once. */
  static Core skippingTheBootWait() {
    return new Core() {
      @Override
      public VoterState voter(VoterSetup setup, Replica recovered, MonotonicTime now) {
        return with(Core.super.voter(setup, recovered, now), new LeaseSlot.Empty());
      }
    };
  }

  /** V3: a learner that becomes a voter has an empty slot (trace 20). */
  static Core admittingWithAnEmptySlot() {
    return new Core() {
      @Override
      public VoterStep vote(VoterState state, VoterInput input, MonotonicTime now) {
        VoterStep step = Core.super.vote(state, input, now);
        boolean admitted = !state.replica().admitted() && step.next().replica().admitted();
        return admitted
            ? new VoterStep(
                with(step.next(), new LeaseSlot.Empty()),
                step.persist(),
                step.early(),
                step.effects())
            : step;
      }
    };
  }

  /** V5: an ack counts for the current round, whichever round it is of. */
  static Core countingAcksOfAnyRound() {
    return new Core() {
      @Override
      public AgentStep act(AgentState state, AgentInput input, MonotonicTime now) {
        return Core.super.act(state, ofThisRound(state, input), now);
      }
    };
  }

  /** No rule is broken, but a promotion is taken for a violation: to see how far a search gets. */
  static Core objectingToThePromotionOf(NodeId node) {
    return new Core() {
      @Override
      public AgentStep act(AgentState state, AgentInput input, MonotonicTime now) {
        boolean promoted =
            input instanceof AgentInput.JobEnded(_, JobResult result)
                && result instanceof JobResult.Promoted;
        Invariants.require(!promoted || !state.setup().self().equals(node), node + " promotes");
        return Core.super.act(state, input, now);
      }
    };
  }

  private static AgentInput ofThisRound(AgentState state, AgentInput input) {
    return input instanceof AgentInput.Received(var from, Message.LeaseAck ack)
        ? new AgentInput.Received(
            from,
            new Message.LeaseAck(
                ack.token(), ack.session(), state.lease().round(), ack.voter(), ack.votersSince()))
        : input;
  }

  private static Optional<Message> received(VoterInput input) {
    return input instanceof VoterInput.Received(var envelope)
        ? Optional.of(envelope.message())
        : Optional.empty();
  }

  private static Message message(VoterInput input) {
    return received(input).orElse(new Message.HandOver(Term.ZERO));
  }

  private static Replica forgetful(Replica replica) {
    return new Replica(
        replica.self(),
        replica.incarnation(),
        Term.ZERO,
        Optional.empty(),
        replica.accepted(),
        replica.confirmed(),
        replica.admitted());
  }

  private static Leadership countedTwice(VoterState state) {
    if (!(state.leadership() instanceof Leadership.Leading leading)) {
      return state.leadership();
    }
    return new Leadership.Leading(
        leading.term(),
        leading.committed(),
        leading.active(),
        leading
            .pending()
            .map(pending ->
                new Leadership.Pending(
                    pending.entry(),
                    pending.electorate(),
                    pending.electorate().voters(),
                    pending.since())),
        leading.lastBeat(),
        leading.contacts());
  }

  private static VoterState with(VoterState state, Replica replica) {
    return copy(state, replica, state.leadership(), state.slot());
  }

  private static VoterState with(VoterState state, Leadership leadership) {
    return copy(state, state.replica(), leadership, state.slot());
  }

  private static VoterState with(VoterState state, LeaseSlot slot) {
    return copy(state, state.replica(), state.leadership(), slot);
  }

  private static VoterState copy(
      VoterState state, Replica replica, Leadership leadership, LeaseSlot slot) {
    return new VoterState(
        state.setup(),
        replica,
        state.highestTerm(),
        leadership,
        slot,
        state.watch(),
        state.board(),
        List.copyOf(state.asks()),
        state.reachable(),
        state.formation(),
        state.tenure(),
        state.proposer());
  }
}
