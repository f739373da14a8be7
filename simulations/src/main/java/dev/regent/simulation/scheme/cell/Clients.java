package dev.regent.simulation.scheme.cell;

import dev.regent.simulation.scenario.Recording.Ack;
import dev.regent.simulation.world.base.Nanos;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who writes. A client beyond the switch writes to the virtual address, at the node that its ARP
 * table names: this is the service, as the documents' readers see it. Sessions on each node write
 * to its own server for as long as it takes their commits: they show what a second primary costs.
 */
public final class Clients {
  static final long EACH = 20 * Nanos.MILLI;

  private final Cell cell;
  private final List<Ack> service = new ArrayList<>();
  private final BitSet acknowledged = new BitSet();
  private Function<Host, Optional<Host>> route = Optional::of;
  private Host arpEntry;
  private boolean arpRefused;
  private int rows;

  Clients(Cell cell, Host vipAtRest) {
    this.cell = cell;
    this.arpEntry = vipAtRest;
  }

  /** Which server a node that holds the address hands its clients to; at first its own. */
  public void route(Function<Host, Optional<Host>> other) {
    route = other;
  }

  /** The network takes no gratuitous ARP, as that of a cloud. */
  public void refuseArp() {
    arpRefused = true;
  }

  /** Whoever hears it sends to this node from now on. */
  public void gratuitousArp(Host from) {
    if (!arpRefused && cell.wires().reachesClients(from.id())) {
      arpEntry = from;
    }
  }

  void start() {
    cell.after(cell.random().between(1, EACH), this::writeToVip);
    for (Host host : cell.dataHosts()) {
      cell.after(cell.random().between(1, EACH), () -> writeLocally(host));
    }
  }

  private void writeToVip() {
    Host door = arpEntry;
    boolean isThere =
        door.runs() && door.hasVip() && cell.wires().serversConnect(Wires.CLIENTS, door.id());
    if (isThere) {
      route.apply(door).ifPresent(server -> write(server, true));
    }
    cell.after(EACH, this::writeToVip);
  }

  private void writeLocally(Host host) {
    write(host, false);
    cell.after(EACH, () -> writeLocally(host));
  }

  private void write(Host server, boolean isService) {
    if (!server.database().isPrimary()) {
      return;
    }
    int row = rows++;
    server
        .database()
        .write(
            row,
            () -> {
              acknowledged.set(row);
              if (isService) {
                service.add(new Ack(cell.now(), server.id().name()));
              }
            });
  }

  /** A row that no client waits for; its number. */
  public int writeUnasked(Host server) {
    int row = rows++;
    server.database().write(row, () -> {});
    return row;
  }

  List<Ack> service() {
    return service;
  }

  /** How many acknowledged rows this log does not have. */
  int missing(BitSet log) {
    BitSet lost = (BitSet) acknowledged.clone();
    lost.andNot(log);
    return lost.cardinality();
  }
}
