package dev.regent.simulation.scheme.patroni;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HAProxy on one node: asks each node's Patroni whether it is primary, and sends clients to the
 * first that is up.
 */
final class HaProxy {
  private final Host host;
  private final Cell cell;
  private final PatroniSettings.Proxy settings;
  private final List<Server> servers = new ArrayList<>();
  private Life life = new Life("haproxy");

  private static final class Server {
    private final Patroni patroni;
    private boolean up;
    private int inARow;

    Server(Patroni patroni) {
      this.patroni = patroni;
    }
  }

  HaProxy(Host host, PatroniSettings.Proxy settings, List<Patroni> patronis) {
    this.host = host;
    this.cell = host.cell();
    this.settings = settings;
    patronis.forEach(patroni -> servers.add(new Server(patroni)));
  }

  Life life() {
    return life;
  }

  /** Whether {@code pkill -0 haproxy} finds it, which says nothing of what it does. */
  boolean hasProcess() {
    return host.runs() && !life.isEnded();
  }

  void beginAtRest() {
    start();
    servers.forEach(server -> server.up = server.patroni.saysPrimary());
  }

  void start() {
    life.end();
    life = host.process("haproxy");
    Life mine = life;
    for (Server server : servers) {
      server.up = false;
      server.inARow = 0;
      long first = cell.random().between(1, settings.inter());
      cell.agenda().after(first, mine, () -> check(server, mine));
    }
  }

  private void check(Server server, Life mine) {
    boolean isUp =
        server.patroni.saysPrimary()
            && cell.wires().daemonsConnect(host.id(), server.patroni.host().id());
    server.inARow = isUp == server.up ? 0 : server.inARow + 1;
    if (server.inARow >= (isUp ? settings.rise() : settings.fall())) {
      server.up = isUp;
      server.inARow = 0;
    }
    cell.agenda().after(settings.inter(), mine, () -> check(server, mine));
  }

  /** Where it sends a client; nowhere when it stands still or takes no server for up. */
  Optional<Host> route() {
    if (!life.isRunning()) {
      return Optional.empty();
    }
    return servers.stream()
        .filter(server -> server.up)
        .map(server -> server.patroni.host())
        .filter(Host::runs)
        .filter(server -> cell.wires().serversConnect(host.id(), server.id()))
        .findFirst();
  }
}
