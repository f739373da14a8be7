package dev.regent.controller.voter;

import dev.regent.controller.ledger.Acceptor;
import dev.regent.controller.ledger.Genesis;
import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.state.DatabaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How voters become a formation, and how one with a new journal is recognised: L6.
 *
 * <p>The voter that stands first collects incarnations, asks every voter to confirm the vector
 * durably in one numbered exchange, and only then sends the genesis. Hellos are hints; nothing but
 * the confirmations of this exchange counts.
 */
final class Formation {
  private Formation() {}

  /** Says hello to everybody while this replica does not vote. */
  static void announce(Turn turn) {
    if (!turn.replica().isVoter()) {
      turn.sendOthers(helloOf(turn));
    }
  }

  /** A learner that hears a leader never stands, so each beat is its time to say hello (L6). */
  static void announceTo(Turn turn, NodeId leader) {
    if (!turn.replica().isVoter() && turn.replica().incarnation().isPresent()) {
      turn.send(leader, helloOf(turn));
    }
  }

  private static Message.Hello helloOf(Turn turn) {
    Replica replica = turn.replica();
    return new Message.Hello(
        replica.incarnation().orElseThrow(),
        replica.confirmed().map(Replica.Confirmation::exchange).orElse(0L),
        turn.setup().settingsHash(),
        turn.setup().machine(),
        replica.state().map(DatabaseState::formation));
  }

  static void hello(Turn turn, NodeId from, Message.Hello hello) {
    if (!hello.settingsHash().equals(turn.setup().settingsHash())) {
      turn.note(
          Effect.Level.ERROR,
          "the shared settings of %s differ from ours (theirs %s, ours %s): make them equal"
              .formatted(from, hello.settingsHash(), turn.setup().settingsHash()));
      return;
    }
    turn.become(turn.state().with(turn.state().board().with(from, hello, turn.now())));
    if (turn.replica().isFormed()) {
      genesisOf(turn).ifPresent(genesis -> turn.send(from, new Message.Form(0, genesis)));
    } else {
      coordinate(turn);
    }
  }

  /** A formed voter answers with what it accepted, if that is still the genesis. */
  private static Optional<Entry> genesisOf(Turn turn) {
    return turn.replica().accepted().filter(entry -> entry.revision().equals(Genesis.REVISION));
  }

  /** The first in order starts an exchange once it heard everybody lately. */
  static void coordinate(Turn turn) {
    VoterState state = turn.state();
    if (turn.setup().rank() != 0 || turn.replica().isFormed()) {
      return;
    }
    var patience = turn.setup().election().electionTimeout().multipliedBy(2);
    boolean running =
        state.formation().isPresent()
            && turn.now().since(state.formation().get().startedAt()).compareTo(patience) < 0;
    List<Voter> vector = new ArrayList<>();
    vector.add(turn.signature());
    long newest = turn.replica().confirmed().map(Replica.Confirmation::exchange).orElse(0L);
    for (NodeId node : turn.setup().others()) {
      var hello = state.board().hellos().get(node);
      if (hello == null || !hello.isWithin(patience, turn.now())) {
        return;
      }
      vector.add(new Voter(node, hello.what().incarnation(), hello.what().machine()));
      newest = Math.max(newest, hello.what().lastExchange());
    }
    if (!running) {
      start(turn, newest + 1, vector);
    }
  }

  private static void start(Turn turn, long number, List<Voter> vector) {
    turn.become(
        turn.state()
            .withExchange(
                Optional.of(new VoterState.Exchange(number, vector, List.of(), turn.now()))));
    Message.ConfirmVector confirm = new Message.ConfirmVector(number, vector);
    turn.send(turn.setup().self(), confirm);
    turn.sendOthers(confirm);
  }

  static void confirm(Turn turn, NodeId from, Message.ConfirmVector confirm) {
    Replica replica = turn.replica();
    if (replica.isFormed()) {
      genesisOf(turn).ifPresent(genesis -> turn.send(from, new Message.Form(0, genesis)));
      return;
    }
    long last = replica.confirmed().map(Replica.Confirmation::exchange).orElse(0L);
    var again = new Replica.Confirmation(confirm.exchange(), confirm.vector());
    boolean repeats = replica.confirmed().filter(again::equals).isPresent();
    boolean newer =
        confirm.exchange() > last
            && confirm.vector().stream().anyMatch(replica.signature()::isSame);
    if (newer) {
      turn.persist(new JournalEvent.VectorConfirmed(confirm.exchange(), confirm.vector()));
    }
    if (newer || repeats) {
      turn.send(
          from,
          new Message.VectorConfirmed(confirm.exchange(), confirm.vector(), replica.signature()));
    }
  }

  /**
   * Counts a confirmation of exactly the running exchange's vector. By number alone: 1 exchange 1
   * asks for (w, a, b); 2 w crashes before its own confirmation, b loses its journal, late hellos
   * give exchange 1 again, for (w, a, b'); 3 the late confirmation of a for (w, a, b) would count.
   */
  static void confirmed(Turn turn, Message.VectorConfirmed done) {
    Optional<VoterState.Exchange> running =
        turn.state()
            .formation()
            .filter(exchange -> exchange.number() == done.exchange())
            .filter(exchange -> exchange.vector().equals(done.vector()));
    if (running.isEmpty() || turn.replica().isFormed()) {
      return;
    }
    VoterState.Exchange exchange = running.get();
    List<Voter> confirmed = new ArrayList<>(exchange.confirmed());
    if (exchange.vector().stream().anyMatch(done.voter()::isSame)
        && confirmed.stream().noneMatch(done.voter()::isSame)) {
      confirmed.add(done.voter());
    }
    turn.become(
        turn.state()
            .withExchange(
                Optional.of(
                    new VoterState.Exchange(
                        exchange.number(),
                        exchange.vector(),
                        List.copyOf(confirmed),
                        exchange.startedAt()))));
    if (confirmed.size() == exchange.vector().size()) {
      Entry genesis = genesis(turn, exchange.vector());
      Message.Form form = new Message.Form(exchange.number(), genesis);
      turn.sendOthers(form);
      form(turn, form);
    }
  }

  private static Entry genesis(Turn turn, List<Voter> vector) {
    VoterSetup setup = turn.setup();
    return Genesis.of(vector, setup.settingsHash(), setup.database().mode(), setup.lease().ttl());
  }

  /**
   * Accepts a genesis if this voter's newest confirmation is of exactly its vector; a voter that
   * has one refuses another by keeping its own.
   */
  static void form(Turn turn, Message.Form form) {
    Replica replica = turn.replica();
    Entry genesis = form.genesis();
    if (replica.isFormed() || replica.confirmed().isEmpty()) {
      return;
    }
    Entry ours = genesis(turn, replica.confirmed().get().vector());
    if (!genesis.equals(ours)) {
      turn.note(
          Effect.Level.WARN,
          "a genesis does not match the vector confirmed here: theirs=%s ours=%s"
              .formatted(genesis.state().formation(), ours.state().formation()));
      return;
    }
    if (Acceptor.accept(replica, genesis) instanceof Acceptor.AcceptVerdict.Store store) {
      store.persist().forEach(turn::persist);
      turn.note(Effect.Level.INFO, "formed formation=" + genesis.state().formation());
    }
  }
}
