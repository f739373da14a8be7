package dev.regent.controller.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("L1, L2, L3, I4: duelling candidates keep one value per revision and one line")
class LedgerPropertyTest {
  private static final long SEED = 4_711;

  @Test
  @DisplayName("L1, L2, L3: any order, loss and repetition of messages keeps the ledger one line")
  void theCommittedLedgerIsOneLine() {
    int committed = 0;
    for (int run = 0; run < 1500; run++) {
      Trio trio = new Trio(new Random(SEED + run), "seed " + SEED + " run " + run);
      trio.play(250);
      committed += trio.committed.size();
    }
    assertThat(committed).as("the walk commits something").isGreaterThan(3000);
  }

  private sealed interface Wire {
    record Prepare(NodeId from, NodeId to, Term term) implements Wire {}

    record Promise(NodeId to, Message.Promise promise) implements Wire {}

    record Accept(NodeId from, NodeId to, Entry entry) implements Wire {}

    record Acked(NodeId to, Revision revision, NodeId voter) implements Wire {}
  }

  /** A candidate or leader of one term; volatile, so a crash forgets it. */
  private static final class Proposer {
    private final Term term;
    private final List<Message.Promise> promises = new ArrayList<>();
    private Optional<Entry> last = Optional.empty();
    private Optional<Leadership.Pending> pending = Optional.empty();

    Proposer(Term term) {
      this.term = term;
    }
  }

  private static final class Trio {
    private static final List<NodeId> NODES = List.of(Given.A, Given.B, Given.W);
    private final Random random;
    private final String name;
    private final Map<NodeId, Replica> replicas = new TreeMap<>();
    private final Map<NodeId, Proposer> proposers = new TreeMap<>();
    private final List<Wire> network = new ArrayList<>();
    private final TreeMap<Revision, Entry> proposed = new TreeMap<>();
    private final TreeMap<Revision, Entry> committed = new TreeMap<>();

    Trio(Random random, String name) {
      this.random = random;
      this.name = name;
      NODES.forEach(node -> replicas.put(node, Ledgers.voter(node)));
    }

    void play(int steps) {
      for (int step = 0; step < steps; step++) {
        int dice = random.nextInt(40);
        if (dice == 0) {
          proposers.remove(anyNode());
        } else if (dice <= 2 || network.isEmpty()) {
          stand(anyNode());
        } else {
          Wire wire = network.get(random.nextInt(network.size()));
          if (random.nextInt(4) > 0) {
            network.remove(wire);
          }
          if (random.nextInt(8) > 0) {
            deliver(wire);
          }
        }
      }
    }

    private Replica replica(NodeId node) {
      return Objects.requireNonNull(replicas.get(node));
    }

    private NodeId anyNode() {
      return NODES.get(random.nextInt(NODES.size()));
    }

    private void stand(NodeId node) {
      Term term = replica(node).promised().next();
      replicas.compute(node, (n, old) -> old.apply(new JournalEvent.PromiseMade(term, node)));
      proposers.put(node, new Proposer(term));
      NODES.forEach(to -> network.add(new Wire.Prepare(node, to, term)));
    }

    private void deliver(Wire wire) {
      switch (wire) {
        case Wire.Prepare prepare -> prepare(prepare);
        case Wire.Promise promise -> promised(promise);
        case Wire.Accept accept -> accept(accept);
        case Wire.Acked acked -> acked(acked);
      }
    }

    private void prepare(Wire.Prepare prepare) {
      Replica replica = replica(prepare.to());
      var verdict = Acceptor.prepare(replica, prepare.term(), prepare.from(), false);
      if (verdict instanceof Acceptor.PrepareVerdict.Promise promise) {
        Replica after = Ledgers.after(replica, promise.persist());
        replicas.put(prepare.to(), after);
        Message.Promise sample = Ledgers.promise(after.signature(), after.accepted().orElseThrow());
        network.add(
            new Wire.Promise(
                prepare.from(),
                new Message.Promise(
                    prepare.term(), sample.voter(), sample.accepted(), sample.slot())));
      }
    }

    private void promised(Wire.Promise wire) {
      Proposer proposer = proposers.get(wire.to());
      if (proposer == null
          || !proposer.term.equals(wire.promise().term())
          || proposer.last.isPresent()) {
        return;
      }
      proposer.promises.add(wire.promise());
      if (Ballot.count(proposer.promises) instanceof Ballot.Count.Won won) {
        propose(wire.to(), proposer, won.adopted());
      }
    }

    private void propose(NodeId node, Proposer proposer, Entry before) {
      Entry entry =
          Ballot.propose(before, proposer.term, new LedgerEvent.LeaderElected(node), Given.WALL);
      Entry other = proposed.putIfAbsent(entry.revision(), entry);
      assertThat(other).as("%s: two proposals of %s", name, entry.revision()).isNull();
      proposer.last = Optional.of(before);
      proposer.pending = Optional.of(Ballot.track(before, entry, Given.NOW));
      NODES.forEach(to -> network.add(new Wire.Accept(node, to, entry)));
    }

    private void accept(Wire.Accept wire) {
      Replica replica = replica(wire.to());
      switch (Acceptor.accept(replica, wire.entry())) {
        case Acceptor.AcceptVerdict.Store store -> {
          replicas.put(wire.to(), Ledgers.after(replica, store.persist()));
          ack(wire);
        }
        case Acceptor.AcceptVerdict.Again again -> ack(wire);
        case Acceptor.AcceptVerdict.Refuse refuse -> {}
        case Acceptor.AcceptVerdict.Conflict conflict ->
            throw new AssertionError(name + ": two contents of " + conflict.revision());
      }
    }

    private void ack(Wire.Accept wire) {
      network.add(new Wire.Acked(wire.from(), wire.entry().revision(), wire.to()));
    }

    private void acked(Wire.Acked wire) {
      Proposer proposer = proposers.get(wire.to());
      if (proposer == null
          || proposer.pending.isEmpty()
          || !proposer.pending.get().entry().revision().equals(wire.revision())) {
        return;
      }
      proposer.pending = proposer.pending.map(it -> it.acked(Given.voter(wire.voter())));
      if (proposer.pending.get().isCommitted()) {
        Entry entry = proposer.pending.get().entry();
        commit(entry);
        propose(wire.to(), proposer, entry);
      }
    }

    /** I4: every committed entry is reached by walking back from every later one. */
    private void commit(Entry entry) {
      committed.put(entry.revision(), entry);
      List<Revision> line = new ArrayList<>();
      Entry at = committed.lastEntry().getValue();
      while (at != null) {
        line.add(at.revision());
        at = proposed.get(at.previous());
      }
      assertThat(line).as("%s: one line", name).containsAll(committed.keySet());
    }
  }
}
