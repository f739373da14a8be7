package dev.regent.controller.voter;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Board;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step while it is worked out. Lives within one call of {@code Voter.decide}; what leaves is
 * the immutable {@link VoterStep}.
 */
final class Turn {
  private VoterState state;
  private final MonotonicTime now;
  private final Instant wall;
  private final List<JournalEvent> persist = new ArrayList<>();
  private final List<Effect> early = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  Turn(VoterState state, MonotonicTime now, Instant wall) {
    this.state = state;
    this.now = now;
    this.wall = wall;
  }

  VoterState state() {
    return state;
  }

  VoterSetup setup() {
    return state.setup();
  }

  Replica replica() {
    return state.replica();
  }

  /** This voter as others write it into a vector. */
  Voter signature() {
    return new Voter(setup().self(), replica().incarnation().orElseThrow(), setup().machine());
  }

  MonotonicTime now() {
    return now;
  }

  Instant wall() {
    return wall;
  }

  void become(VoterState next) {
    state = next;
  }

  /** Persists, and goes on as if it were durable: the shell sends nothing before it is. */
  void persist(JournalEvent event) {
    persist.add(event);
    state = state.with(state.replica().apply(event));
    if (event instanceof JournalEvent.EntryAccepted) {
      Optional<Token> watched =
          state.replica().state().map(DatabaseState::phase).flatMap(Phase::leasable);
      state = state.with(state.watch().on(watched, now));
    }
  }

  void send(NodeId to, Message message) {
    effects.add(new Effect.Send(to, message));
  }

  /** Sends without waiting for what this step persists: only for what no crash can unsay. */
  void sendEarly(NodeId to, Message message) {
    early.add(new Effect.Send(to, message));
  }

  void sendOthers(Message message) {
    setup().others().forEach(node -> send(node, message));
  }

  void note(Effect.Level level, String text) {
    effects.add(new Effect.Note(level, text));
  }

  void reached(Milestone milestone, Revision about) {
    effects.add(new Effect.Reached(milestone, about));
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** Stops leading or standing; asks for leadership again only from {@code standFrom} on. */
  void follow(Optional<NodeId> leader, MonotonicTime standFrom) {
    follow(leader, standFrom, state.leadership().restsUntil());
  }

  /** R7: the same for whoever hands over; no Prepare and no beat of others ends this rest. */
  void rest(MonotonicTime until) {
    follow(Optional.empty(), until, until);
  }

  private void follow(Optional<NodeId> leader, MonotonicTime standFrom, MonotonicTime restsUntil) {
    dropCommands();
    Term promised = state.replica().promised();
    become(state.with(new Leadership.Following(leader, promised, now, standFrom, restsUntil)));
  }

  /**
   * L4: who leads no more forgets its commands; a later term's first commit would otherwise be told
   * to a person as the success of the command that was under way.
   */
  void dropCommands() {
    if (state.isLeading()) {
      Asking.abandoned(this);
    }
  }

  /** The time from which this voter stands if it hears no leader (L8). */
  MonotonicTime electionDue() {
    return now.plus(setup().election().electionTimeout())
        .plus(setup().election().stagger().multipliedBy(setup().rank()));
  }

  /**
   * This voter's lease slot and its opinion of the holder's silence (R1, V3).
   *
   * <p>Only a voter's slot is free. A learner's is empty, since it gives none, and it does not know
   * what its former life gave: 1 the journal is lost, and {@code VoterReplaced} is committed, so
   * that the state names the successor; 2 a revocation follows before the learner hears that it was
   * admitted; 3 its word would end the wait while a majority still holds the token.
   */
  SlotReport slotReport() {
    Watch watch = state.watch();
    return new SlotReport(
        state.slot().occupant(),
        state.replica().isVoter() && state.slot().isFree(now),
        state.slot().remaining(now).toMillis(),
        watch.token(),
        now.since(watch.since()).toMillis(),
        now.isAtLeast(watch.opinionFrom()) && state.replica().isVoter());
  }

  /** The same, as this voter's own board keeps it. */
  Board.ToldSlot toldSlot() {
    return new Board.ToldSlot(signature(), state.replica().acceptedRevision(), slotReport());
  }

  VoterStep done() {
    return new VoterStep(state, List.copyOf(persist), List.copyOf(early), List.copyOf(effects));
  }
}
