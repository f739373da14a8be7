package dev.regent.simulation.script;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.SplitMix;
import java.util.BitSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Trouble at the steps of the protocol: chance alone seldom hits the milliseconds between a grant
 * and its promotion. Knows which fault struck at which step.
 */
final class Ambush implements Probe {
  private static final int SHARE_PERCENT = 8;
  private static final long LONGEST = 40 * Nanos.MILLI;

  private final World world;
  private final SplitMix random;
  private final Chaos chaos;
  private final SortedSet<String> reached = new TreeSet<>();

  Ambush(World world, SplitMix random, Chaos chaos) {
    this.world = world;
    this.random = random;
    this.chaos = chaos;
  }

  /** Each step and fault that met, as {@code step: FAULT}. */
  SortedSet<String> reached() {
    return reached;
  }

  @Override
  public void stored(NodeId node, JournalEvent event) {
    at(
        switch (event) {
          case JournalEvent.EntryAccepted accepted ->
              accepted.entry().event().getClass().getSimpleName();
          case JournalEvent.Created created -> "Created";
          case JournalEvent.PromiseMade promise -> "PromiseMade";
          case JournalEvent.VectorConfirmed vector -> "VectorConfirmed";
          case JournalEvent.Admitted admitted -> "Admitted";
        });
  }

  @Override
  public void obeyed(Session session, Revision revision) {
    at("Obeyed");
  }

  @Override
  public void signalled(Session session, Token token) {
    at("Signalled");
  }

  @Override
  public void promoted(NodeId node, TimelineId timeline, BitSet rows) {
    at("LeftRecovery");
  }

  /** Never within the event itself: what it does would be half done. */
  private void at(String step) {
    if (random.percent(SHARE_PERCENT)) {
      long delay = random.between(1, LONGEST);
      world
          .sim()
          .agenda()
          .after(delay, () -> chaos.strike().ifPresent(fault -> reached.add(step + ": " + fault)));
    }
  }
}
