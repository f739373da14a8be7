package dev.regent.simulation.checks;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Message;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * L1 and L2: nothing is answered that is not on disk. L3 and L6: what a leader takes for committed
 * is on the disks of a majority of the voters that decide it, which for a change of voters is the
 * old set; a genesis is confirmed on the disk of every voter that it names. L7: two changes of
 * voters are one maximum TTL apart.
 */
public final class Durable implements Probe {
  private final World world;
  private final SortedMap<Revision, List<Voter>> stored = new TreeMap<>();
  private final SortedMap<Revision, Entry> entries = new TreeMap<>();
  private final SortedSet<String> confirmed = new TreeSet<>();
  private Revision counted = Revision.NONE;
  private Revision claimed = Revision.NONE;
  private long votersChanged = Long.MIN_VALUE / 2;

  public Durable(World world) {
    this.world = world;
  }

  @Override
  public void sent(Envelope envelope) {
    if (envelope.message() instanceof Message.Form form && form.exchange() > 0) {
      requireConfirmations(form);
    }
    Replica disk = world.node(envelope.from()).disk().recovered();
    boolean kept =
        switch (envelope.message()) {
          case Message.Prepare prepare -> !prepare.term().isAbove(disk.promised());
          case Message.Promise promise -> !promise.term().isAbove(disk.promised());
          case Message.Accepted accepted -> !accepted.revision().isAbove(disk.acceptedRevision());
          case Message.VectorConfirmed done ->
              disk.confirmed().filter(on -> on.exchange() >= done.exchange()).isPresent();
          case Message other -> true;
        };
    if (!kept) {
      throw new Violation("L1, L2: sent before it is on disk: " + envelope);
    }
  }

  private void requireConfirmations(Message.Form form) {
    for (Voter voter : form.genesis().state().voters().voters()) {
      if (!confirmed.contains(voter.node() + vector(form.genesis().state().voters().voters()))) {
        throw new Violation("L6: a genesis that %s did not confirm: %s".formatted(voter, form));
      }
    }
  }

  private static String vector(List<Voter> voters) {
    return voters.stream()
        .map(voter -> voter.node() + "=" + voter.incarnation())
        .sorted()
        .collect(Collectors.joining(",", " ", ""));
  }

  @Override
  public void stored(NodeId node, JournalEvent event) {
    if (event instanceof JournalEvent.VectorConfirmed done) {
      confirmed.add(node + vector(done.vector()));
    }
    if (event instanceof JournalEvent.EntryAccepted(Entry entry)) {
      entries.put(entry.revision(), entry);
      stored
          .computeIfAbsent(entry.revision(), revision -> new ArrayList<>())
          .add(world.node(node).disk().recovered().signature());
    }
  }

  @Override
  public void voter(NodeId node, VoterState state) {
    if (state.leadership() instanceof Leadership.Leading leading
        && leading.active()
        && leading.committed().revision().isAbove(counted)) {
      counted = leading.committed().revision();
      count(node, leading.committed());
    }
  }

  /** Who tells others that it is committed has to be right as well. */
  @Override
  public void claimed(NodeId leader, Revision revision) {
    if (revision.isAbove(claimed) && entries.containsKey(revision)) {
      claimed = revision;
      requireVotes(leader, entries.get(revision));
    }
  }

  private void count(NodeId leader, Entry entry) {
    requireVotes(leader, entry);
    if (entry.event() instanceof LedgerEvent.VoterReplaced) {
      requirePause(entry);
    }
  }

  private void requireVotes(NodeId leader, Entry entry) {
    Entry before = entries.getOrDefault(entry.previous(), entry);
    List<Voter> electorate = before.state().voters().voters();
    List<Voter> have = stored.getOrDefault(entry.revision(), List.of());
    long votes = electorate.stream().filter(one -> have.stream().anyMatch(one::isSame)).count();
    if (2 * votes <= electorate.size()) {
      throw new Violation(
          "L3, L6: %s takes %s for committed with %d of %s"
              .formatted(leader, entry.revision(), votes, electorate));
    }
  }

  /** On a leader's clock that may be faster than virtual time. */
  private void requirePause(Entry entry) {
    long pause = world.now() - votersChanged;
    if (pause < world.settings().profile().lease().holderValidity().toNanos()) {
      throw new Violation("L7: voters change again after %d ns: %s".formatted(pause, entry));
    }
    votersChanged = world.now();
  }
}
