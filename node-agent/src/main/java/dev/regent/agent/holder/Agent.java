package dev.regent.agent.holder;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The agent of one data node: the whole decision core behind one function.
 *
 * <p>The daemon's actor and the simulator call exactly {@link #initial}, {@link #decide} and {@link
 * #nextWake}.
 */
public final class Agent {
  private Agent() {}

  /**
   * What a new daemon takes over from the guard (H3): the session goes on.
   *
   * @param armed while it is there, the former daemon may have signalled a promotion that has not
   *     shown yet, so that a server in recovery is not harmless until it was stopped (V4), and may
   *     have added the VIP (P1)
   * @param fired the guard killed since it was armed
   * @param last what the former daemon kept as its last Instruction, if anything
   */
  public record TakeOver(
      Session session,
      Revision obeyed,
      boolean paused,
      List<Token> dead,
      Optional<Token> armed,
      boolean fired,
      Optional<Instruction> last) {
    /** From a guard that is not armed. */
    public TakeOver(Session session, Revision obeyed, boolean paused, List<Token> dead) {
      this(session, obeyed, paused, dead, Optional.empty(), false, Optional.empty());
    }

    /** V7: a fired guard's token is dead, whether or not the last daemon lived to see it. */
    List<Token> ended() {
      return Stream.concat(dead.stream(), armed.filter(token -> fired).stream()).toList();
    }

    /**
     * L5, H1: the committed Instruction that this very session obeyed last, by the guard's word.
     * The former daemon would go on with it without hearing its leader again, and so does this one:
     * its lease runs while it starts.
     */
    Optional<Instruction> order() {
      return last.filter(
          kept -> kept.receiver().equals(session) && kept.revision().equals(obeyed) && !paused);
    }
  }

  /** An agent at the start of its daemon's life. */
  public static AgentState initial(AgentSetup setup, TakeOver from, MonotonicTime now) {
    return new AgentState(
        setup,
        from.session(),
        from.obeyed(),
        from.paused(),
        from.order(),
        new AgentState.Contact(Optional.empty(), Term.ZERO, now),
        Lease.none(from.ended()),
        from.order().isPresent() ? Facts.NONE.awaitingWritable(now) : Facts.NONE,
        from.armed().isPresent() ? AgentState.Work.IDLE.maybePromoting() : AgentState.Work.IDLE,
        Optional.empty(),
        new AgentState.Reporting(0, MonotonicTime.ZERO, true),
        Duration.ZERO,
        from.armed().isPresent() ? AgentState.VipSeat.UNKNOWN : AgentState.VipSeat.AWAY,
        Optional.empty());
  }

  /** One input's outcome. Total: every input has an answer in every state. */
  public static AgentStep decide(
      AgentState state, AgentInput input, MonotonicTime now, Instant wall) {
    AgentTurn turn = new AgentTurn(state, now);
    LeaseHolder.checkClocks(turn, wall);
    switch (input) {
      case AgentInput.Received received -> received(turn, received.from(), received.message());
      case AgentInput.Wake wake -> {}
      case AgentInput.Observed observed -> Outcomes.observed(turn, observed);
      case AgentInput.JobEnded ended -> Outcomes.ended(turn, ended);
      case AgentInput.Armed armed -> LeaseHolder.armed(turn, armed);
      case AgentInput.Fenced fenced -> LeaseHolder.fenced(turn, fenced);
      case AgentInput.GuardFired fired -> LeaseHolder.guardFired(turn);
    }
    LeaseHolder.act(turn);
    Planner.act(turn);
    Reporter.act(turn);
    return turn.done();
  }

  /** When the agent next wants {@link AgentInput.Wake}, if nothing comes before. */
  public static MonotonicTime nextWake(AgentState state) {
    MonotonicTime next = state.reporting().sentAt().plus(state.setup().lease().renewInterval());
    Lease lease = state.lease();
    boolean releasing =
        state.order().filter(order -> order.desired() instanceof Desired.Yield).isPresent();
    if (releasing && lease.nextRound().isAtLeast(state.reporting().sentAt())) {
      next = MonotonicTime.min(next, lease.nextRound());
    }
    if (lease.token().isPresent()) {
      next = MonotonicTime.min(next, lease.nextRound());
      if (!lease.validUntil().equals(MonotonicTime.ZERO)) {
        next = MonotonicTime.min(next, lease.validUntil());
      }
    }
    if (state.work().failures() > 0 && state.mayStartNext()) {
      next = MonotonicTime.min(next, state.work().notBefore());
    }
    return next;
  }

  private static void received(AgentTurn turn, NodeId from, Message message) {
    switch (message) {
      case Instruction instruction -> Obedience.instructed(turn, from, instruction);
      case Message.ReportRequest request -> Obedience.asked(turn, request);
      case Message.LeaseAck ack -> LeaseHolder.acked(turn, ack);
      case Message.LeaseRefused refused -> LeaseHolder.refused(turn, from, refused);
      case Message.ReleaseAck ack -> {}
      case Message other -> turn.warn("a voter's message came to an agent: " + other);
    }
  }
}
