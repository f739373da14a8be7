package dev.regent.simulation.world.node;

import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.JournalEvent;
import java.util.ArrayList;
import java.util.List;

/** What a machine keeps: the voter's journal, and the guard's counter and pause. */
public final class Disk {
  private final List<JournalEvent> journal = new ArrayList<>();
  private Replica replica;
  private final NodeId node;
  private long sessions;
  private boolean paused;

  public Disk(NodeId node) {
    this.node = node;
    this.replica = Replica.blank(node);
  }

  void append(JournalEvent event) {
    journal.add(event);
    replica = replica.apply(event);
  }

  /** What reading the journal gives. */
  public Replica recovered() {
    return replica;
  }

  /** The journal is lost; the rest of the disk is not. */
  public void loseJournal() {
    journal.clear();
    replica = Replica.blank(node);
  }

  long nextSession() {
    sessions++;
    return sessions;
  }

  /** A pause that outlives the guard (H6). */
  public boolean isPaused() {
    return paused;
  }

  void pause(boolean is) {
    paused = is;
  }
}
