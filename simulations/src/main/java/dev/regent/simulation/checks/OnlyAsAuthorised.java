package dev.regent.simulation.checks;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Probe;
import java.util.BitSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * I5: a promote follows its committed grant. I6: nothing older than the last obeyed is obeyed. S5:
 * no timeline begins twice.
 */
public final class OnlyAsAuthorised implements Probe {
  private final World world;
  private final OneLine ledger;
  private final SortedMap<Session, Revision> obeyed = new TreeMap<>();
  private final SortedSet<TimelineId> begun = new TreeSet<>();

  public OnlyAsAuthorised(World world, OneLine ledger) {
    this.world = world;
    this.ledger = ledger;
  }

  @Override
  public void obeyed(Session session, Revision revision) {
    Revision last = obeyed.getOrDefault(session, Revision.NONE);
    if (last.isAbove(revision)) {
      throw new Violation("I6: %s obeys %s after %s".formatted(session, revision, last));
    }
    if (!ledger.isCommitted(revision)) {
      throw new Violation("L5: %s obeys %s, never committed".formatted(session, revision));
    }
    if (!isMeantFor(session)) {
      throw new Violation("L5: %s obeys %s, meant for another life".formatted(session, revision));
    }
    obeyed.put(session, revision);
  }

  private boolean isMeantFor(Session session) {
    return world
        .node(session.node())
        .agent()
        .filter(agent ->
            agent
                .state()
                .map(known -> known.order().filter(it -> it.receiver().equals(session)).isPresent())
                .orElse(true))
        .isPresent();
  }

  @Override
  public void signalled(Session session, Token token) {
    Optional<Entry> grant = ledger.entry(token.revision());
    boolean granted =
        grant
            .filter(entry ->
                switch (entry.event()) {
                  case LedgerEvent.PrimaryGranted it -> it.holder().equals(session);
                  case LedgerEvent.ResumeRequested it -> it.holder().equals(session);
                  case LedgerEvent other -> false;
                })
            .isPresent();
    if (!granted) {
      throw new Violation("I5: %s promotes under %s: %s".formatted(session, token, grant));
    }
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    if (!begun.add(timeline)) {
      throw new Violation("S5: timeline " + timeline + " begins again, at " + node);
    }
  }
}
