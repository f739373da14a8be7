package dev.regent.simulation.scheme.patroni;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Alarm;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import java.util.List;
import java.util.Optional;

/**
 * Patroni on one node: each {@code loop_wait} it looks at the leader key and does what {@code
 * _run_cycle} of its {@code ha.py} does. It is primary while it renews the key, as far as a daemon
 * that runs can see to it: one that stands still leaves its server writing.
 */
final class Patroni {
  /** From the old server's end to the release of the key, as measured with Patroni 4.1. */
  private static final long HANDS_OVER = 2 * Nanos.SECOND;

  private final Host host;
  private final Cell cell;
  private final Etcd etcd;
  private final PatroniSettings settings;
  private final Watchdog watchdog;
  private final Database database;
  private List<Patroni> others = List.of();
  private Life life = new Life("patroni");
  private Alarm loop;
  private boolean busy;
  private boolean paused;
  private long leaderUntil;

  Patroni(Host host, Etcd etcd, PatroniSettings settings) {
    this.host = host;
    this.cell = host.cell();
    this.etcd = etcd;
    this.settings = settings;
    this.database = host.database();
    this.watchdog = new Watchdog(host, settings.watchdogTimeout());
    this.loop = new Alarm(cell.agenda(), life, this::cycle);
    if (settings.watches()) {
      etcd.watch(this::lookSoon);
    }
  }

  void others(List<Patroni> all) {
    others = all.stream().filter(other -> other != this).toList();
  }

  Host host() {
    return host;
  }

  Life life() {
    return life;
  }

  void pause(boolean is) {
    paused = is;
  }

  /** A new daemon, which looks for the first time after so long. */
  void start(long first) {
    life.end();
    life = host.process("patroni");
    busy = false;
    loop = new Alarm(cell.agenda(), life, this::cycle);
    loop.set(cell.now() + first);
  }

  /** At rest: the leader has renewed its key for long. */
  void beginAtRest() {
    start(cell.random().between(1, settings.loopWait()));
    if (etcd.isHeldBy(host)) {
      renew();
    }
  }

  /** {@code kill -9}: the server goes on. */
  void die() {
    life.end();
  }

  /** {@code systemctl stop patroni}: stops the server and gives the key back, if it can. */
  void stop() {
    cell.deed(host, "Patroni stops, and its server with it");
    database.stop();
    watchdog.disarm();
    life.end();
    if (etcd.isAvailable(host)) {
      etcd.release(host, Optional.empty());
    }
  }

  /** Whether {@code GET /primary} says 200. */
  boolean saysPrimary() {
    return isAlive() && database.isPrimary() && cell.now() < leaderUntil;
  }

  private boolean isAlive() {
    return host.runs() && life.isRunning();
  }

  private void lookSoon() {
    loop.set(cell.now() + cell.random().between(10 * Nanos.MILLI, 300 * Nanos.MILLI));
  }

  private void cycle() {
    loop.set(cell.now() + settings.loopWait());
    if (!etcd.isAvailable(host)) {
      withoutEtcd();
    } else if (etcd.isHeldBy(host)) {
      renew();
      lead();
    } else if (!busy && !paused) {
      leaderUntil = 0;
      watchdog.disarm();
      etcd.leader().ifPresentOrElse(this::follow, this::race);
    }
  }

  /** A primary that cannot renew its key becomes read-only, however well it is. */
  private void withoutEtcd() {
    if (busy || paused || !database.isPrimary()) {
      return;
    }
    cell.agenda()
        .after(
            settings.retryTimeout(),
            life,
            () -> {
              if (!etcd.isAvailable(host) && database.isPrimary()) {
                cell.decision(host, "Patroni demotes, as etcd is not accessible");
                leaderUntil = 0;
                watchdog.disarm();
                database.stop();
                database.follow(host);
                database.start();
              }
            });
  }

  private void renew() {
    etcd.renew(host);
    leaderUntil = cell.now() + settings.ttl();
    watchdog.feed();
  }

  private void lead() {
    switch (database.state()) {
      case RUNNING -> database.promote(() -> {});
      case STOPPED -> {
        if (!busy) {
          cell.decision(host, "Patroni starts its server again");
          database.start();
        }
      }
      case EMPTY -> etcd.release(host, Optional.empty());
      case ORPHANED -> database.crash();
      case STARTING, HUNG -> {}
    }
  }

  /** The key is another's. */
  private void follow(Host leader) {
    boolean isOnItsLine = database.log().isPrefixOf(leader.database().log());
    switch (database.state()) {
      case RUNNING -> {
        if (!database.isInRecovery() || (!isOnItsLine && leader.database().isPrimary())) {
          cell.decision(host, "Patroni demotes and follows " + leader);
          rejoin(leader);
        } else if (database.upstream() != leader) {
          database.follow(leader);
        }
      }
      case STOPPED, ORPHANED -> rejoin(leader);
      case EMPTY -> copy(leader);
      case STARTING, HUNG -> {}
    }
  }

  private void rejoin(Host leader) {
    database.stop();
    if (database.log().isPrefixOf(leader.database().log())) {
      database.follow(leader);
      database.start();
    } else if (leader.database().isPrimary()) {
      busy = true;
      cell.deed(host, "pg_rewind to " + leader);
      database.rewind(
          leader,
          () -> {
            busy = false;
            database.start();
          });
    }
  }

  private void copy(Host leader) {
    busy = true;
    database.copy(
        leader,
        _ -> {
          busy = false;
          database.start();
        });
  }

  /** Nobody has the key. */
  private void race() {
    if (database.state() == Database.State.STOPPED) {
      database.follow(host);
      database.start();
    }
    boolean isForAnother =
        etcd.candidate().filter(it -> it != host && it.database().answers()).isPresent();
    if (!database.answers() || isForAnother) {
      return;
    }
    int behind = etcd.position() - database.log().size();
    if (behind > settings.maximumLagRows()) {
      cell.decision(host, "Patroni: my log is behind by more than maximum_lag_on_failover");
    } else if (isHealthiest() && etcd.acquire(host)) {
      cell.decision(host, "Patroni has the leader key");
      renew();
      lead();
    }
  }

  /** Asks the others, and takes for dead who does not answer. */
  private boolean isHealthiest() {
    return others.stream()
        .filter(other -> other.isAlive() && other.database.answers())
        .filter(other -> cell.wires().daemonsConnect(host.id(), other.host.id()))
        .noneMatch(other ->
            other.database.isPrimary() || other.database.log().size() > database.log().size());
  }

  /** {@code patronictl switchover}: the leader stops in good order and hands the key over. */
  void switchover(Host to) {
    cell.decision(host, "Patroni hands over to " + to);
    busy = true;
    watchdog.disarm();
    leaderUntil = 0;
    database.stop();
    cell.agenda()
        .after(
            HANDS_OVER,
            life,
            () -> {
              busy = false;
              etcd.release(host, Optional.of(to));
            });
  }
}
