package dev.regent.controller.actor;

import dev.regent.protocol.Milestone;
import dev.regent.protocol.Revision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What this node did for the last changes of one database's primary, and when. In memory only: it
 * is gone with the daemon. Any thread may add and read.
 */
public final class Milestones {
  /** About forty failovers of a node that leads and is promoted each time. */
  private static final int KEPT = 400;

  private final InstantSource wall;
  private final Deque<Reached> reached = new ArrayDeque<>();

  /** The times are those of {@code wall}, for people: nothing is decided by them. */
  public Milestones(InstantSource wall) {
    this.wall = wall;
  }

  /**
   * One milestone.
   *
   * @param about the entry that it belongs to, or the grant under whose token it was done
   */
  public record Reached(Milestone milestone, Revision about, Instant at) {}

  /** Adds it at this moment, unless it is there already: only the first time counts. */
  public synchronized void add(Milestone milestone, Revision about) {
    boolean known =
        reached.stream().anyMatch(one -> one.milestone() == milestone && one.about().equals(about));
    if (known) {
      return;
    }
    if (reached.size() == KEPT) {
      reached.removeFirst();
    }
    reached.addLast(new Reached(milestone, about, wall.instant()));
  }

  /** All that is kept, oldest first. */
  public synchronized List<Reached> all() {
    return List.copyOf(reached);
  }
}
