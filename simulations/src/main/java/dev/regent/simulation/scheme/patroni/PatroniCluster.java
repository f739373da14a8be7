package dev.regent.simulation.scheme.patroni;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import java.util.List;
import java.util.Optional;

/** Patroni and HAProxy on every node with data, and etcd on all nodes. */
public final class PatroniCluster {
  /** {@code Restart=on-failure}, {@code RestartSec=5s} */
  private static final long RESTART = 5 * Nanos.SECOND;

  private static final long STARTS = Nanos.SECOND;

  private final Cell cell;
  private final Etcd etcd;
  private final List<Patroni> patronis;
  private final List<HaProxy> proxies;

  /** A cluster that does nothing yet. */
  public PatroniCluster(Cell cell, PatroniSettings settings) {
    this.cell = cell;
    this.etcd = new Etcd(cell, settings.ttl());
    this.patronis =
        cell.dataHosts().stream().map(host -> new Patroni(host, etcd, settings)).toList();
    this.proxies =
        cell.dataHosts().stream()
            .map(host -> new HaProxy(host, settings.proxy(), patronis))
            .toList();
    patronis.forEach(each -> each.others(patronis));
  }

  /** Runs since long ago; each part starts again with its machine, if {@code boots}. */
  public void beginAtRest(boolean boots) {
    patronis.forEach(Patroni::beginAtRest);
    proxies.forEach(HaProxy::beginAtRest);
    cell.clients().route(door -> proxies.get(place(door)).route());
    if (boots) {
      for (Host host : cell.dataHosts()) {
        host.onBoot(() -> patroni(host).start(STARTS));
        host.onBoot(proxies.get(place(host))::start);
      }
    }
  }

  private int place(Host host) {
    int place = cell.dataHosts().indexOf(host);
    if (place < 0) {
      throw new IllegalArgumentException("no Patroni on " + host);
    }
    return place;
  }

  private Patroni patroni(Host host) {
    return patronis.get(place(host));
  }

  /** Whether the leader key is this node's. */
  public boolean leads(Host host) {
    return etcd.isHeldBy(host);
  }

  /** Whether HAProxy's process is there. */
  public boolean hasProxy(Host host) {
    return proxies.get(place(host)).hasProcess();
  }

  /** The process of Patroni on this node. */
  public Life daemon(Host host) {
    return patroni(host).life();
  }

  /** The process of HAProxy on this node. */
  public Life proxy(Host host) {
    return proxies.get(place(host)).life();
  }

  /** HAProxy is started. */
  public void startProxy(Host host) {
    proxies.get(place(host)).start();
  }

  /** Patroni is killed, and systemd starts it again. */
  public void kill(Host host) {
    patroni(host).die();
    cell.agenda().after(RESTART, host.process("systemd"), () -> start(host));
  }

  /** {@code systemctl stop patroni} */
  public void stop(Host host) {
    patroni(host).stop();
  }

  /** {@code systemctl start patroni}; nothing happens when it runs. */
  public void start(Host host) {
    if (patroni(host).life().isEnded() && host.runs()) {
      patroni(host).start(STARTS);
    }
  }

  /** Hands the primary over; without a leader, gives this node the key. */
  public void switchover(Host to) {
    Optional<Host> leader = etcd.leader();
    if (leader.isPresent() && leader.get() != to) {
      patroni(leader.get()).switchover(to);
    } else if (etcd.acquire(to)) {
      patroni(to).start(0);
    }
  }

  /** {@code patronictl pause} and {@code resume} */
  public void pause(boolean paused) {
    patronis.forEach(each -> each.pause(paused));
  }
}
