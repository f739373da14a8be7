package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.Routers.Script;
import dev.regent.simulation.scheme.Routers.Scripts;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.patroni.PatroniCluster;
import dev.regent.simulation.scheme.patroni.PatroniSettings;
import dev.regent.simulation.scheme.patroni.PatroniSettings.Proxy;
import dev.regent.simulation.scheme.vrrp.Check;
import dev.regent.simulation.scheme.vrrp.Notify;

/**
 * Document 004: Patroni over etcd with a watchdog; keepalived holds an address for HAProxy, 101
 * against 100, by {@code pkill -0 haproxy} each 2 s with weight 2. A step's daemon is Patroni,
 * unless {@code daemon} names another part.
 */
final class PatroniScheme implements Scheme {
  private static final Routers.Usual KEEPALIVED =
      new Routers.Usual(101, 100, true, new Script(2, "2s", 1, 1));

  private final Common common;
  private final Cell cell;
  private final Routers routers;
  private final PatroniCluster cluster;
  private final String daemon;

  PatroniScheme(Common common, Knobs knobs) {
    this.common = common;
    this.cell = common.cell();
    this.daemon = knobs.word("daemon", "patroni", "haproxy", "keepalived");
    this.cluster = new PatroniCluster(cell, settings(knobs));
    this.routers =
        new Routers(
            common, knobs, KEEPALIVED, host -> new Scripts(() -> check(host), Notify.NOBODY));
  }

  private static PatroniSettings settings(Knobs knobs) {
    long ttl = knobs.time("ttl", "30s");
    boolean hasWatchdog = knobs.word("watchdog.mode", "required", "off").equals("required");
    long margin = knobs.time("watchdog.safety-margin", "5s");
    int lagBytes = knobs.number("maximum-lag-on-failover", 1_048_576);
    return new PatroniSettings(
        ttl,
        knobs.time("loop-wait", "10s"),
        knobs.time("retry-timeout", "10s"),
        lagBytes / knobs.number("bytes-per-row", 2_048),
        knobs.flag("watches-leader-key", true),
        hasWatchdog ? ttl - margin : 0,
        new Proxy(
            knobs.time("haproxy.inter", "3s"),
            knobs.number("haproxy.fall", 3),
            knobs.number("haproxy.rise", 2)));
  }

  private Check.Result check(Host host) {
    return cluster.hasProxy(host) ? Check.Result.SUCCESS : Check.Result.FAILURE;
  }

  @Override
  public void begin() {
    cluster.beginAtRest(common.bootsDaemon());
    routers.begin(_ -> true);
  }

  @Override
  public boolean leads(Host host) {
    return cluster.leads(host);
  }

  @Override
  public void daemonEnds(Host host) {
    switch (daemon) {
      case "haproxy" -> cluster.proxy(host).end();
      case "keepalived" -> routers.end(host);
      default -> {
        if (common.daemonCrashes()) {
          cluster.kill(host);
        } else {
          cluster.stop(host);
        }
      }
    }
  }

  @Override
  public void daemonStarts(Host host) {
    switch (daemon) {
      case "haproxy" -> cluster.startProxy(host);
      case "keepalived" -> routers.of(host).start();
      default -> cluster.start(host);
    }
  }

  @Override
  public void daemonFreezes(Host host) {
    switch (daemon) {
      case "haproxy" -> cluster.proxy(host).freeze(cell.now());
      case "keepalived" -> routers.freeze(host);
      default -> cluster.daemon(host).freeze(cell.now());
    }
  }

  @Override
  public void daemonWakes(Host host) {
    switch (daemon) {
      case "haproxy" -> cluster.proxy(host).wake(cell.now());
      case "keepalived" -> routers.wake(host);
      default -> cluster.daemon(host).wake(cell.now());
    }
  }

  @Override
  public void switchover(Host to) {
    cluster.switchover(to);
  }

  @Override
  public void failover(Host to) {
    cluster.switchover(to);
  }

  @Override
  public boolean pause(boolean paused) {
    cluster.pause(paused);
    return true;
  }
}
