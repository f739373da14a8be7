package dev.regent.simulation.checks;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.simulation.world.base.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I4: the committed ledger is one line. What a leader holds or tells as committed is collected; a
 * revision has one content, and every committed entry descends from all that were committed below
 * it.
 */
public final class OneLine implements Probe {
  private final SortedMap<Revision, Entry> known = new TreeMap<>();
  private final TreeMap<Revision, Entry> committed = new TreeMap<>();
  private Optional<Entry> newest = Optional.empty();

  @Override
  public void stored(NodeId node, JournalEvent event) {
    if (event instanceof JournalEvent.EntryAccepted(Entry entry)) {
      Entry before = known.putIfAbsent(entry.revision(), entry);
      if (before != null && !before.equals(entry)) {
        throw new Violation("I4: two contents of " + entry.revision() + ": " + before + entry);
      }
    }
  }

  @Override
  public void voter(NodeId node, VoterState state) {
    if (state.leadership() instanceof Leadership.Leading leading
        && leading.active()
        && !committed.containsKey(leading.committed().revision())) {
      commit(node, leading.committed());
    }
  }

  @Override
  public void claimed(NodeId leader, Revision revision) {
    Entry entry = known.get(revision);
    if (entry != null && !committed.containsKey(revision)) {
      commit(leader, entry);
    }
  }

  /** What a commit follows is committed with it, though its own leader may not have known. */
  private void commit(NodeId leader, Entry entry) {
    List<Entry> line = new ArrayList<>();
    Entry next = entry;
    while (next != null && committed.putIfAbsent(next.revision(), next) == null) {
      known.putIfAbsent(next.revision(), next);
      line.add(next);
      next = known.get(next.previous());
    }
    newest = Optional.of(committed.lastEntry().getValue());
    for (Entry each : line) {
      Optional.ofNullable(committed.lowerEntry(each.revision()))
          .ifPresent(below -> requireDescent(leader, each, below.getValue()));
      Optional.ofNullable(committed.higherEntry(each.revision()))
          .ifPresent(above -> requireDescent(leader, above.getValue(), each));
    }
  }

  private void requireDescent(NodeId leader, Entry later, Entry earlier) {
    Entry at = later;
    while (at.revision().isAbove(earlier.revision())) {
      Entry before = known.get(at.previous());
      if (before == null) {
        break;
      }
      at = before;
    }
    if (!at.revision().equals(earlier.revision())) {
      throw new Violation(
          "I4: at leader %s, committed %s does not descend from committed %s"
              .formatted(leader, later.revision(), earlier));
    }
  }

  public boolean isCommitted(Revision revision) {
    return committed.containsKey(revision);
  }

  public Optional<Entry> entry(Revision revision) {
    return Optional.ofNullable(committed.get(revision));
  }

  /** The newest that was committed. */
  public Optional<Entry> newest() {
    return newest;
  }

  /** All that was committed, in order. */
  public List<Entry> all() {
    return new ArrayList<>(committed.values());
  }
}
