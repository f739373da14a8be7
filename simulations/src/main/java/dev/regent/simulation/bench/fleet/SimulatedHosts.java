package dev.regent.simulation.bench.fleet;

import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.controller.actor.CellWire;
import dev.regent.controller.actor.Router;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.base.SplitMix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The data nodes a and b of all databases of a cell: the real decision cores of voters, agents and
 * guards on the simulator's PostgreSQL, disks and clocks, whose time is driven by the real one.
 * What they say to each other stays in this process; what they say to the witness goes through
 * Artery, from the addresses of a and b.
 *
 * <p>One thread does everything, so nothing here needs a lock; others only hand it work.
 */
final class SimulatedHosts {
  private static final NodeId PREFERRED = new NodeId(FleetFiles.PREFERRED);
  private static final NodeId OTHER = new NodeId(FleetFiles.OTHER);
  private static final NodeId WITNESS = new NodeId(FleetFiles.WITNESS);
  private static final long WRITE_EACH = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long TELL_EACH = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_MICROS = 500;
  private static final long MILLI = 1_000_000;

  private final Map<DatabaseName, Duo> duos = new LinkedHashMap<>();
  private final SortedMap<NodeId, Router> wires = new TreeMap<>();
  private final LinkedBlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final Agenda agenda = new Agenda();
  private final Sim sim;
  private final long began = System.nanoTime();
  private boolean struck;
  private long struckAt;
  private long longestLag;
  private long tryAt;
  private long tellAt;

  SimulatedHosts(LoadResult.Loaded settings) {
    SplitMix random = new SplitMix(1);
    this.sim = Sim.of(agenda, random, new Probe() {});
    for (DatabaseSettings database : settings.cell().databases()) {
      duos.put(database.name(), new Duo(sim, settings, database, this::carry));
    }
    for (NodeId node : List.of(PREFERRED, OTHER)) {
      CellWire wire =
          CellWire.open(
              new CellWire.Part(
                  settings.cell(),
                  node,
                  () -> node.equals(PREFERRED) && leads.get(),
                  envelope -> asked.add(() -> receive(envelope)),
                  reachable -> asked.add(() -> hint(node, reachable))));
      wires.put(node, wire.router());
    }
  }

  private void carry(Envelope envelope) {
    if (envelope.to().equals(WITNESS)) {
      if (!struck || !envelope.from().equals(PREFERRED)) {
        Optional.ofNullable(wires.get(envelope.from())).ifPresent(wire -> wire.send(envelope));
      }
    } else {
      sim.network().send(envelope.from(), envelope.to(), () -> receive(envelope));
    }
  }

  private void receive(Envelope envelope) {
    Duo duo = duos.get(envelope.database());
    if (duo != null) {
      duo.receive(envelope);
    }
  }

  private void hint(NodeId node, List<NodeId> reachable) {
    duos.values().forEach(duo -> duo.hint(node, reachable));
  }

  /** The host of a dies; may be called by any thread. */
  void strike() {
    asked.add(() -> {
      struck = true;
      struckAt = agenda.now();
      longestLag = 0;
      sim.network().link(PREFERRED, OTHER).cut(true);
      sim.network().link(OTHER, PREFERRED).cut(true);
      duos.values().forEach(Duo::strike);
    });
  }

  /** Lets time pass, for ever. */
  void run() throws InterruptedException {
    duos.values().forEach(Duo::start);
    while (true) {
      long now = System.nanoTime() - began;
      longestLag = Math.max(longestLag, now - agenda.now());
      while (agenda.step(now)) {
        // Each event is one of a node's.
      }
      tryToWrite();
      tell();
      Runnable next = asked.poll(PAUSE_MICROS, TimeUnit.MICROSECONDS);
      while (next != null) {
        next.run();
        next = asked.poll();
      }
    }
  }

  private void tryToWrite() {
    if (struck && agenda.now() >= tryAt) {
      tryAt = agenda.now() + WRITE_EACH;
      duos.values().forEach(Duo::tryToWrite);
    }
  }

  private void tell() {
    if (agenda.now() < tellAt) {
      return;
    }
    tellAt = agenda.now() + TELL_EACH;
    leads.set(duos.values().stream().anyMatch(duo -> duo.isLeading(PREFERRED)) || !isFormed());
    System.out.println(progress().line());
    longestLag = struck ? longestLag : 0;
  }

  private boolean isFormed() {
    return duos.values().stream().anyMatch(Duo::isReady);
  }

  private Progress progress() {
    int ready = struck ? 0 : (int) duos.values().stream().filter(Duo::isReady).count();
    List<Long> moved = new ArrayList<>();
    duos.values().forEach(duo -> duo.wrote().ifPresent(at -> moved.add((at - struckAt) / MILLI)));
    moved.sort(Long::compare);
    return new Progress(
        ready,
        moved.size(),
        moved.isEmpty() ? 0 : moved.getFirst(),
        moved.isEmpty() ? 0 : moved.get(moved.size() / 2),
        moved.isEmpty() ? 0 : moved.getLast(),
        longestLag / MILLI);
  }
}
