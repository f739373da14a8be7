package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.Routers.Script;
import dev.regent.simulation.scheme.Routers.Scripts;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.vrrp.Check;
import dev.regent.simulation.scheme.vrrp.Notify;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;

/**
 * Document 002: keepalived without preemption, 100 against 60, holds the address; its {@code
 * virtual_server} checks each 6 s and on failure runs {@code failoverdb.sh}, which kills keepalived
 * on its node and promotes the standby. The primary's node checks its own port; the standby's asks
 * the primary a query by ssh ({@code misc}) or its own port ({@code tcp}).
 */
final class OpenGauss implements OnKeepalived {
  private static final Routers.Usual KEEPALIVED = new Routers.Usual(100, 60, false, Script.NONE);

  private final Common common;
  private final Cell cell;
  private final Routers routers;
  private final Operator operator;
  private final long delayLoop;
  private final long retryDelay;
  private final long miscTimeout;
  private final boolean standbyAsksPrimary;
  private final boolean miscDynamic;

  OpenGauss(Common common, Knobs knobs) {
    this.common = common;
    this.cell = common.cell();
    this.delayLoop = knobs.time("check.delay-loop", "6s");
    this.retryDelay = knobs.time("check.delay-before-retry", "3s");
    this.miscTimeout = knobs.time("check.misc-timeout", "10s");
    this.standbyAsksPrimary = knobs.word("check.standby", "misc", "tcp").equals("misc");
    this.miscDynamic = knobs.flag("check.misc-dynamic", true);
    this.routers = new Routers(common, knobs, KEEPALIVED, this::scripts);
    this.operator = new Operator(cell, knobs, OpenGauss::rebuild);
  }

  private Scripts scripts(Host host) {
    Notify checker =
        new Notify() {
          @Override
          public void started() {
            Life life = routers.of(host).life();
            cell.agenda().after(cell.random().between(1, delayLoop), life, () -> check(host, life));
          }
        };
    return new Scripts(() -> Check.Result.SUCCESS, checker);
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

  /** One check; a failure ends this keepalived, and with it the checking. */
  private void check(Host host, Life life) {
    if (host != cell.primary() && standbyAsksPrimary) {
      askPrimary(host, life);
    } else if (connects(host)) {
      cell.agenda().after(delayLoop, life, () -> check(host, life));
    } else {
      cell.agenda().after(retryDelay, life, () -> retry(host, life));
    }
  }

  /** {@code TCP_CHECK}: the kernel takes the connection for a server that hangs, too. */
  private static boolean connects(Host host) {
    return switch (host.database().state()) {
      case RUNNING, HUNG -> true;
      case STOPPED, STARTING, ORPHANED, EMPTY -> false;
    };
  }

  private void retry(Host host, Life life) {
    if (connects(host)) {
      cell.agenda().after(delayLoop, life, () -> check(host, life));
    } else {
      cell.decision(host, "the check of its own port failed after 1 retry");
      failover(host, host == cell.primary() ? cell.standbys().getFirst() : host);
    }
  }

  /** {@code MISC_CHECK} with {@code check.sh}: a query on the primary's node by ssh. */
  private void askPrimary(Host host, Life life) {
    Host asked = cell.primary();
    boolean hangs =
        !asked.runs()
            || !cell.wires().daemonsConnect(host.id(), asked.id())
            || (connects(asked) && !asked.database().admits());
    // gsql exits with 2 when it cannot connect, and misc_dynamic takes 2 to 255 for a weight.
    boolean fails = !asked.database().admits() && !miscDynamic;
    if (hangs) {
      cell.agenda().after(miscTimeout, life, () -> primaryIsLost(host));
    } else if (fails) {
      primaryIsLost(host);
    } else {
      cell.agenda().after(delayLoop, life, () -> check(host, life));
    }
  }

  private void primaryIsLost(Host host) {
    cell.decision(host, "check.sh failed on " + cell.primary());
    failover(host, host);
  }

  /** {@code failoverdb.sh}: {@code pkill keepalived}, then {@code gs_ctl failover} over there. */
  private void failover(Host script, Host promoted) {
    cell.deed(script, "failoverdb.sh");
    routers.of(script).stop();
    boolean isReached = promoted.runs() && cell.wires().daemonsConnect(script.id(), promoted.id());
    if (isReached) {
      cell.after(Nanos.SECOND, () -> promoted.database().promote(() -> {}));
    }
  }

  /** {@code gs_ctl build}, which the document leaves to the reader; keepalived stays dead. */
  private static void rebuild(Host host, Host primary) {
    host.database().rewind(primary, host.database()::start);
  }
}
