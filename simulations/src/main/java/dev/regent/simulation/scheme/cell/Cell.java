package dev.regent.simulation.scheme.cell;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.scenario.Recording.Kind;
import dev.regent.simulation.scenario.Recording.Mark;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a documented scheme runs on: machines with servers, the first of them primary, and others
 * without; all at rest at time 0. Everything random comes from the seed.
 */
public final class Cell {
  private final Agenda agenda = new Agenda();
  private final SplitMix random;
  private final Wires wires;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Streaming streaming;
  private final Clients clients;
  private final Times times;
  private final boolean synchronous;
  private int timelines;

  private Cell(WorldSettings settings, Times times, boolean synchronous) {
    this.random = new SplitMix(settings.seed());
    this.times = times;
    this.synchronous = synchronous;
    settings.dataNodes().forEach(id -> hosts.add(new Host(id, this, true)));
    settings.witnesses().forEach(id -> hosts.add(new Host(id, this, false)));
    this.wires = new Wires(agenda, random, hosts.stream().map(Host::id).toList());
    this.streaming = new Streaming(this, dataHosts());
    this.clients = new Clients(this, primary());
  }

  /** A cell at rest. */
  public static Cell atRest(WorldSettings settings, Times times, boolean synchronous) {
    Cell cell = new Cell(settings, times, synchronous);
    cell.primary().vip(true);
    cell.primary().database().beginAsPrimary();
    cell.standbys().forEach(each -> each.database().follow(cell.primary()));
    cell.streaming.start();
    cell.clients.start();
    return cell;
  }

  public Agenda agenda() {
    return agenda;
  }

  public SplitMix random() {
    return random;
  }

  public Wires wires() {
    return wires;
  }

  public Streaming streaming() {
    return streaming;
  }

  public Clients clients() {
    return clients;
  }

  public Times times() {
    return times;
  }

  /** Whether a commit waits for a standby. */
  public boolean isSynchronous() {
    return synchronous;
  }

  public long now() {
    return agenda.now();
  }

  /** Does something later, whatever happens to machines. */
  public void after(long nanos, Runnable what) {
    agenda.after(nanos, what);
  }

  int nextTimeline() {
    return ++timelines;
  }

  /** All machines, those with data first. */
  public List<Host> hosts() {
    return List.copyOf(hosts);
  }

  public List<Host> dataHosts() {
    return hosts.stream().filter(Host::hasData).toList();
  }

  /** Those without data. */
  public List<Host> witnesses() {
    return hosts.stream().filter(host -> !host.hasData()).toList();
  }

  /** The primary at rest. */
  public Host primary() {
    return hosts.getFirst();
  }

  /** The standbys at rest. */
  public List<Host> standbys() {
    return dataHosts().stream().skip(1).toList();
  }

  /** The machine of this name. */
  public Host host(NodeId id) {
    return hosts.stream().filter(host -> host.id().equals(id)).findFirst().orElseThrow();
  }

  /** Every other machine that runs and whose daemons this one reaches. */
  public Stream<Host> reachable(Host from) {
    return hosts.stream()
        .filter(other -> other != from && other.runs())
        .filter(other -> wires.daemonsConnect(from.id(), other.id()));
  }

  /** A primary that is seen from here. */
  public Stream<Host> primariesSeen(Host from) {
    return reachable(from).filter(other -> other.hasData() && other.database().isPrimary());
  }

  /** Somebody did this. */
  public void deed(Host who, String text) {
    mark(Kind.DEED, who + ": " + text);
  }

  /** A daemon came to this conclusion. */
  public void decision(Host who, String text) {
    mark(Kind.DECISION, who + ": " + text);
  }

  /** Something happened. */
  public void mark(Kind kind, String text) {
    marks.add(new Mark(now(), kind, text));
  }

  List<Mark> marks() {
    return marks;
  }
}
