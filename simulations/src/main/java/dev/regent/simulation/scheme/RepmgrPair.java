package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.Routers.Script;
import dev.regent.simulation.scheme.Routers.Scripts;
import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.vrrp.Check;
import dev.regent.simulation.scheme.vrrp.Notify;
import dev.regent.simulation.world.base.Nanos;
import java.util.List;

/**
 * Document 000: repmgr promotes, and keepalived without preemption follows the real role by {@code
 * check_postgres.sh} each 5 s. A standby's check fails always, so its VRRP is in fault until it is
 * primary. The server runs in a container, whose start joins a primary that it sees as standby.
 */
final class RepmgrPair implements OnKeepalived {
  private static final Routers.Usual KEEPALIVED =
      new Routers.Usual(100, 50, false, new Script(0, "5s", 1, 1));
  private static final long DOCKER_LOOKS_EACH = Nanos.SECOND;

  private final Common common;
  private final Cell cell;
  private final Routers routers;
  private final List<Repmgrd> repmgrds;
  private final long containerRestart;

  RepmgrPair(Common common, Knobs knobs) {
    this.common = common;
    this.cell = common.cell();
    this.containerRestart = knobs.time("container.restart", "3s");
    Repmgrd.Settings settings = Repmgrd.Settings.of(knobs);
    this.repmgrds = cell.dataHosts().stream().map(host -> new Repmgrd(host, settings)).toList();
    this.routers =
        new Routers(
            common, knobs, KEEPALIVED, host -> new Scripts(() -> check(host), Notify.NOBODY));
  }

  @Override
  public Routers routers() {
    return routers;
  }

  @Override
  public void begin() {
    routers.begin(host -> host == cell.primary());
    for (Host host : cell.dataHosts()) {
      repmgrd(host).start();
      if (common.bootsDaemon()) {
        host.onBoot(repmgrd(host)::start);
      }
      if (common.bootsServer()) {
        host.onBoot(() -> startContainer(host));
        watchContainer(host);
      }
    }
  }

  private Repmgrd repmgrd(Host host) {
    int place = cell.dataHosts().indexOf(host);
    if (place < 0) {
      throw new IllegalArgumentException("no daemon of this scheme on " + host);
    }
    return repmgrds.get(place);
  }

  /**
   * {@code check_postgres.sh}: the pipe's exit status is that of awk, so a failed psql is told only
   * by its empty output, which is neither t nor f.
   */
  private static Check.Result check(Host host) {
    Database database = host.database();
    return switch (database.state()) {
      case HUNG -> Check.Result.HANGS;
      case STOPPED, STARTING, ORPHANED, EMPTY -> Check.Result.FAILURE;
      case RUNNING ->
          !database.admits()
              ? Check.Result.HANGS
              : database.isInRecovery() ? Check.Result.FAILURE : Check.Result.SUCCESS;
    };
  }

  /** Docker starts a container again whose server ended by itself. */
  private void watchContainer(Host host) {
    Database database = host.database();
    boolean hasFailed =
        host.runs() && database.state() == Database.State.STOPPED && !database.isStoppedInOrder();
    if (hasFailed) {
      cell.agenda().after(containerRestart, host.process("container"), () -> startContainer(host));
    }
    cell.after(
        hasFailed ? containerRestart + DOCKER_LOOKS_EACH : DOCKER_LOOKS_EACH,
        () -> watchContainer(host));
  }

  private void startContainer(Host host) {
    Database database = host.database();
    if (database.state() != Database.State.STOPPED) {
      return;
    }
    cell.deed(host, "the container starts");
    cell.primariesSeen(host)
        .findFirst()
        .ifPresentOrElse(
            primary -> {
              if (database.log().isPrefixOf(primary.database().log())) {
                database.follow(primary);
                database.start();
              } else {
                database.rewind(primary, database::start);
              }
            },
            database::start);
  }

  @Override
  public void daemonEnds(Host host) {
    repmgrd(host).life().end();
    routers.end(host);
  }

  @Override
  public void daemonStarts(Host host) {
    repmgrd(host).start();
    routers.of(host).start();
  }

  @Override
  public void daemonFreezes(Host host) {
    repmgrd(host).life().freeze(cell.now());
    routers.freeze(host);
  }

  @Override
  public void daemonWakes(Host host) {
    repmgrd(host).life().wake(cell.now());
    routers.wake(host);
  }

  @Override
  public void serverStartedByHand(Host host) {
    startContainer(host);
  }

  @Override
  public boolean pause(boolean paused) {
    repmgrds.forEach(each -> each.pause(paused));
    return true;
  }
}
