package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.Routers.Script;
import dev.regent.simulation.scheme.Routers.Scripts;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.vrrp.Check;
import dev.regent.simulation.scheme.vrrp.Notify;
import dev.regent.simulation.world.base.Nanos;

/**
 * keepalived and streaming replication with the scripts of document 001: {@code check_pg.sh} with
 * weight 30, {@code failover.sh} on becoming master and {@code fault.sh} on a fault. Also what it
 * recommends beside: a loop that pings the gateway, and a fencing device.
 *
 * <p>{@code failover.sh} promotes only when the newest row of {@code sr_delay} that arrived is
 * older than {@code sr-delay.window}: a fresh row stands for a healthy primary. It is asked once.
 */
final class Lecture implements OnKeepalived {
  private static final Routers.Usual KEEPALIVED =
      new Routers.Usual(100, 80, false, new Script(30, "5s", 3, 1));

  private final Common common;
  private final Cell cell;
  private final Routers routers;
  private final Operator operator;
  private final Heartbeats heartbeats;
  private final Gateway gateway;
  private final Stonith stonith;

  Lecture(Common common, Knobs knobs) {
    this.common = common;
    this.cell = common.cell();
    this.heartbeats = new Heartbeats(cell, knobs.time("sr-delay.window", "60s"));
    this.routers =
        new Routers(
            common, knobs, KEEPALIVED, host -> new Scripts(() -> check(host), scripts(host)));
    this.gateway = new Gateway(cell, routers, knobs);
    this.stonith = new Stonith(cell, knobs);
    this.operator = new Operator(cell, knobs, Lecture::rejoin);
  }

  @Override
  public Routers routers() {
    return routers;
  }

  @Override
  public void begin() {
    routers.begin(_ -> true);
    gateway.begin();
    operator.begin();
    common.bootServers();
  }

  /** {@code check_pg.sh}: a standby is always well; a primary is, when it answers. */
  private Check.Result check(Host host) {
    Database database = host.database();
    return switch (database.state()) {
      case HUNG -> Check.Result.HANGS;
      case STOPPED, STARTING, ORPHANED, EMPTY -> Check.Result.FAILURE;
      case RUNNING -> {
        if (!database.admits()) {
          yield Check.Result.HANGS;
        }
        if (database.isPrimary()) {
          heartbeats.write(host);
        }
        yield Check.Result.SUCCESS;
      }
    };
  }

  private Notify scripts(Host host) {
    return new Notify() {
      @Override
      public void master() {
        failover(host);
      }

      @Override
      public void fault() {
        cell.deed(host, "fault.sh stops keepalived and kills PostgreSQL");
        routers.of(host).stop();
        host.database().crash();
      }
    };
  }

  /** {@code failover.sh} */
  @Override
  public void failover(Host host) {
    if (!host.database().isStandby()) {
      return;
    }
    if (heartbeats.isFresh(host)) {
      cell.decision(host, "failover.sh: the row in sr_delay is fresh, so no promotion");
      return;
    }
    stonith.thenOrSilent(host, () -> host.database().promote(() -> restart(host)));
  }

  /** The script restarts what it promoted. */
  private void restart(Host host) {
    cell.deed(host, "failover.sh restarts PostgreSQL");
    host.database().stop();
    cell.after(Nanos.SECOND / 2, host.database()::start);
  }

  /** Section 4 of the switchover: edits its settings and starts it, and rewinds nothing. */
  private static void rejoin(Host host, Host primary) {
    host.database().follow(primary);
    host.database().start();
  }
}
