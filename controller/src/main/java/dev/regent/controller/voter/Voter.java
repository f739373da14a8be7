package dev.regent.controller.voter;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Tenure;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One voter of one database: the whole decision core behind one function.
 *
 * <p>The daemon's actor and the simulator call exactly {@link #initial}, {@link #decide} and {@link
 * #nextWake}; everything a voter does is in the {@link VoterStep} that comes back.
 */
public final class Voter {
  private Voter() {}

  /** A voter at the start of a life, before its first input {@link VoterInput.Recovered}. */
  public static VoterState initial(VoterSetup setup, Replica recovered, MonotonicTime now) {
    Duration ttl = recovered.ttl(setup.lease().ttl());
    Duration timeout = setup.election().electionTimeout();
    Duration stagger = setup.election().stagger().multipliedBy(setup.rank());
    return new VoterState(
        setup,
        recovered,
        recovered.promised(),
        new Leadership.Following(
            Optional.empty(),
            recovered.promised(),
            now,
            now.plus(timeout).plus(stagger),
            MonotonicTime.ZERO),
        recovered.isFormed() ? LeaseSlot.afterRestart(now, ttl) : new LeaseSlot.Empty(),
        new Watch(
            recovered.state().flatMap(state -> state.phase().leasable()),
            now,
            recovered.isFormed() ? now.plus(ttl).plus(setup.lease().suspectTime()) : now,
            false),
        Board.EMPTY,
        List.of(),
        List.of(),
        Optional.empty(),
        Tenure.NONE,
        Optional.empty());
  }

  /** One input's outcome. Total: every input has an answer in every state. */
  public static VoterStep decide(
      VoterState state, VoterInput input, MonotonicTime now, Instant wall) {
    Turn turn = new Turn(state, now, wall);
    switch (input) {
      case VoterInput.Recovered recovered -> recovered(turn, recovered);
      case VoterInput.Received received -> received(turn, received.envelope());
      case VoterInput.Wake wake -> Clockwork.wake(turn);
      case VoterInput.Asked asked ->
          Asking.asked(turn, new VoterState.Ask(turn.setup().self(), asked.id(), asked.command()));
      case VoterInput.Reachable hint -> turn.become(turn.state().withReachable(hint.nodes()));
      case VoterInput.PersistTook took -> Leader.persistTook(turn, took.duration());
    }
    Leader.act(turn);
    return turn.done();
  }

  /** When the voter next wants {@link VoterInput.Wake}, if nothing comes before. */
  public static MonotonicTime nextWake(VoterState state) {
    return Clockwork.nextWake(state);
  }

  private static void recovered(Turn turn, VoterInput.Recovered recovered) {
    if (turn.replica().incarnation().isEmpty()) {
      turn.persist(new JournalEvent.Created(recovered.fresh()));
    }
    Formation.announce(turn);
  }

  private static void received(Turn turn, Envelope envelope) {
    if (isForeign(turn.state(), envelope)) {
      turn.note(
          Effect.Level.ERROR,
          "refused a message of another formation: from=%s theirs=%s ours=%s; check that both"
                  .formatted(
                      envelope.from(),
                      envelope.formation().orElseThrow(),
                      turn.replica().state().orElseThrow().formation())
              + " nodes were set up together, or remove the stranger's state directory");
      return;
    }
    dispatch(turn, envelope);
  }

  private static void dispatch(Turn turn, Envelope envelope) {
    Message message = envelope.message();
    switch (message) {
      case Message.Hello hello -> Formation.hello(turn, envelope.from(), hello);
      case Message.ConfirmVector confirm -> Formation.confirm(turn, envelope.from(), confirm);
      case Message.VectorConfirmed done -> Formation.confirmed(turn, done);
      case Message.Form form -> Formation.form(turn, form);
      case Message.PreVote preVote -> Elections.preVote(turn, envelope.from(), preVote);
      case Message.PreVoteReply reply -> Elections.preVoteReply(turn, reply);
      case Message.Prepare prepare -> Elections.prepare(turn, envelope.from(), prepare);
      case Message.Promise promise -> Elections.promise(turn, promise);
      case Message.PrepareRefused refused -> Elections.refused(turn, refused);
      case Message.Accept accept -> Follower.accept(turn, envelope.from(), accept.entry());
      case Message.Accepted accepted -> Leader.accepted(turn, accepted);
      case Message.AcceptRefused refused -> Leader.meets(turn, refused.promised());
      case Message.Beat beat -> Follower.beat(turn, envelope.from(), beat);
      case Message.BeatReply reply -> Leader.beatReply(turn, reply);
      case Message.HandOver handOver -> Elections.handOver(turn, handOver);
      case Message.LeaseRequest request -> LeaseDesk.request(turn, envelope.from(), request);
      case Message.Release release -> LeaseDesk.release(turn, envelope.from(), release);
      case Message.Report report -> Leader.reported(turn, report.report());
      case Message.CommandRequest asked ->
          Asking.asked(turn, new VoterState.Ask(envelope.from(), asked.id(), asked.command()));
      case Message.CommandReply reply -> turn.effect(new Effect.Answer(reply.id(), reply.result()));
      case Instruction _,
          Message.ReportRequest _,
          Message.LeaseAck _,
          Message.LeaseRefused _,
          Message.ReleaseAck _ ->
          misrouted(turn, message);
    }
  }

  private static void misrouted(Turn turn, Message message) {
    turn.note(Effect.Level.ERROR, "an agent's message came to a voter: " + message);
  }

  private static boolean isForeign(VoterState state, Envelope envelope) {
    return envelope.formation().isPresent()
        && state.replica().state().isPresent()
        && !envelope.formation().get().equals(state.replica().state().get().formation());
  }

  /** The revision up to which this voter knows the ledger as committed; NONE unless it leads. */
  public static Revision committed(VoterState state) {
    return state.leadership() instanceof Leadership.Leading leading
        ? leading.known()
        : Revision.NONE;
  }
}
