package dev.regent.simulation.checks;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Probe;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * L1: a voter promises a term to one candidate, and never a lower one after it. L2: it stores
 * nothing below its promise, and what it accepted never goes back.
 */
public final class KeptPromises implements Probe {
  private final World world;
  private final SortedMap<String, Said> said = new TreeMap<>();

  /** What one life of a journal promised and accepted. */
  private record Said(Term term, NodeId to, Revision accepted) {}

  public KeptPromises(World world) {
    this.world = world;
  }

  private String journal(NodeId node) {
    return node + " " + world.node(node).disk().recovered().incarnation();
  }

  private Said of(String journal, NodeId node) {
    return said.getOrDefault(journal, new Said(Term.ZERO, node, Revision.NONE));
  }

  @Override
  public void sent(Envelope envelope) {
    if (envelope.message() instanceof Message.Promise promise) {
      String journal = journal(envelope.from());
      Said before = of(journal, envelope.to());
      boolean twice = before.term().equals(promise.term()) && !before.to().equals(envelope.to());
      if (twice || before.term().isAbove(promise.term())) {
        throw new Violation("L1: %s after %s".formatted(envelope, before));
      }
      said.put(journal, new Said(promise.term(), envelope.to(), before.accepted()));
    }
  }

  @Override
  public void stored(NodeId node, JournalEvent event) {
    if (event instanceof JournalEvent.EntryAccepted(var entry)) {
      String journal = journal(node);
      Said before = of(journal, node);
      boolean back = !entry.revision().isAbove(before.accepted());
      if (back || before.term().isAbove(entry.revision().term())) {
        throw new Violation("L2: %s stores %s after %s".formatted(node, entry, before));
      }
      said.put(journal, new Said(before.term(), before.to(), entry.revision()));
    }
  }
}
