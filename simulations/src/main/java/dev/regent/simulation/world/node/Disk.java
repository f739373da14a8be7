package dev.regent.simulation.world.node;

import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.base.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a machine keeps: the voter's journal, and the guard's counter and pause. */
public final class Disk {
  private final List<JournalEvent> journal = new ArrayList<>();
  private final List<Object> files = new ArrayList<>();
  private Replica replica;
  private final NodeId node;
  private final Volume volume;
  private long sessions;
  private boolean paused;

  public Disk(NodeId node, Agenda agenda) {
    this.node = node;
    this.volume = new Volume(agenda);
    this.replica = Replica.blank(node);
  }

  /** How long a write takes: now and then a disk stalls for longer than an election. */
  public static long latency(Sim sim) {
    if (sim.random().between(0, 1_999) == 0) {
      return sim.delay(500, 2_500);
    }
    return sim.random().percent(2) ? sim.delay(20, 200) : sim.briefDelay(500, 4_000);
  }

  /** How long a write takes on a good disk that nothing else writes to. */
  static long calmLatency(Sim sim) {
    return sim.briefDelay(500, 4_000);
  }

  public NodeId node() {
    return node;
  }

  /** Where all of it is kept. */
  public Volume volume() {
    return volume;
  }

  /** An event is on the disk. */
  public void append(JournalEvent event) {
    journal.add(event);
    replica = replica.apply(event);
  }

  /** A file of the journal beside the events, empty when first asked for; lost with them. */
  public <T> T file(Class<T> kind, Supplier<T> empty) {
    Object found =
        files.stream().filter(kind::isInstance).findFirst().orElseGet(() -> create(empty.get()));
    return kind.cast(found);
  }

  private Object create(Object file) {
    files.add(file);
    return file;
  }

  /** What reading the journal gives. */
  public Replica recovered() {
    return replica;
  }

  /** The journal is lost; the rest of the disk is not. */
  public void loseJournal() {
    journal.clear();
    files.clear();
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
