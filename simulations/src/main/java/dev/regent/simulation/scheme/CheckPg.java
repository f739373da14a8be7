package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.Routers.Script;
import dev.regent.simulation.scheme.Routers.Scripts;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.vrrp.Check;
import dev.regent.simulation.scheme.vrrp.Notify;

/**
 * Document 003: {@code check_pg.sh} each 2 s with weight -5, 100 against 95, preempting. The script
 * counts processes named postgres: without any it stops keepalived itself; with some, a node that
 * has the address and is in recovery by {@code pg_controldata} is promoted. It exits with 0 in any
 * case, so the weight never counts; with {@code check.reports = exit-status} it is all that counts.
 */
final class CheckPg implements OnKeepalived {
  private static final Routers.Usual KEEPALIVED =
      new Routers.Usual(100, 95, true, new Script(-5, "2s", 2, 1));

  private final Common common;
  private final Cell cell;
  private final Routers routers;
  private final Operator operator;
  private final boolean stopsKeepalived;

  CheckPg(Common common, Knobs knobs) {
    this.common = common;
    this.cell = common.cell();
    this.stopsKeepalived =
        knobs.word("check.reports", "stop-keepalived", "exit-status").equals("stop-keepalived");
    this.routers =
        new Routers(
            common, knobs, KEEPALIVED, host -> new Scripts(() -> check(host), Notify.NOBODY));
    this.operator = new Operator(cell, knobs, this::rejoin);
  }

  @Override
  public Routers routers() {
    return routers;
  }

  @Override
  public void begin() {
    routers.begin(_ -> true);
    operator.begin();
    common.bootServers();
  }

  private Check.Result check(Host host) {
    Database database = host.database();
    if (!database.hasProcesses()) {
      if (!stopsKeepalived) {
        return Check.Result.FAILURE;
      }
      cell.decision(host, "check_pg.sh finds no process, so it stops keepalived");
      routers.of(host).stop();
      return Check.Result.SUCCESS;
    }
    if (host.hasVip() && !database.saysInProduction()) {
      database.promote(() -> {});
    } else if (host.hasVip() && !cell.streaming().hasStandby(host)) {
      cell.decision(host, "check_pg.sh: can't find standby");
    }
    return Check.Result.SUCCESS;
  }

  /** Section 1.8, as printed: deletes the data, then copies; keepalived is started by hand. */
  private void rejoin(Host host, Host primary) {
    cell.deed(host, "rm -rf data, then pg_basebackup from " + primary);
    host.database()
        .copy(
            primary,
            complete -> {
              cell.deed(host, complete ? "pg_basebackup completed" : "pg_basebackup failed");
              host.database().start();
            });
  }
}
