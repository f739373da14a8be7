package dev.regent.simulation.scheme.cell;

import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.world.base.Life;
import java.util.function.Consumer;

/**
 * A server as PostgreSQL is: rows in the order of its log, in recovery or not, following another or
 * not. What was acknowledged is on its disk.
 */
public final class Database {
  /** What the server does. */
  public enum State {
    STOPPED,
    STARTING,
    RUNNING,
    /** It stands still, and its processes and its port are there. */
    HUNG,
    /** The postmaster is gone, and others of its processes are still there. */
    ORPHANED,
    /** There is no data directory. */
    EMPTY
  }

  private final Host host;
  private final Cell cell;
  private final Log log;
  private State state = State.RUNNING;
  private boolean recovery = true;
  private boolean crashed;
  private boolean doorStuck;
  private boolean ordered;
  private Host upstream;
  private Life server = new Life("postgres");

  Database(Host host, Cell cell) {
    this.host = host;
    this.cell = cell;
    this.log = new Log();
    this.upstream = host;
  }

  public State state() {
    return state;
  }

  /** Its log, which stays when the server stops. */
  public Log log() {
    return log;
  }

  /** Configured to recover, and so read-only when it runs. */
  public boolean isInRecovery() {
    return recovery;
  }

  /** Runs and answers, in recovery or not. */
  public boolean answers() {
    return host.runs() && state == State.RUNNING;
  }

  /** Answers new connections too. */
  public boolean admits() {
    return answers() && !doorStuck;
  }

  public boolean isPrimary() {
    return answers() && !recovery;
  }

  public boolean isStandby() {
    return answers() && recovery;
  }

  /** Whether {@code ps} finds a process of its name. */
  public boolean hasProcesses() {
    return host.isOn() && state != State.STOPPED && state != State.EMPTY;
  }

  /** Whether somebody stopped it in good order, as nobody does a failed one. */
  public boolean isStoppedInOrder() {
    return state == State.STOPPED && ordered;
  }

  /** Whom it follows; itself when nobody. */
  public Host upstream() {
    return upstream;
  }

  void beginAsPrimary() {
    recovery = false;
    upstream = host;
    log.branch(cell.nextTimeline());
  }

  /** Follows another server from its next start on, or at once when it runs in recovery. */
  public void follow(Host other) {
    recovery = true;
    upstream = other;
  }

  /** Starts what is on disk, as it is configured. */
  public void start() {
    if (state != State.STOPPED || !host.isOn()) {
      return;
    }
    state = State.STARTING;
    ordered = false;
    doorStuck = false;
    server = host.process("postgres");
    long takes = crashed ? cell.times().recovery() : cell.times().start();
    cell.agenda().after(takes, server, () -> started());
  }

  private void started() {
    state = State.RUNNING;
    crashed = false;
    cell.deed(host, recovery ? "PostgreSQL runs as standby" : "PostgreSQL runs as primary");
  }

  /** Stops in good order: a connected standby has all of it before it is down. */
  public void stop() {
    if (!hasProcesses()) {
      return;
    }
    if (isPrimary()) {
      cell.streaming().flush(host);
    }
    ordered = state == State.RUNNING;
    crashed = !ordered;
    halt();
  }

  /** Ends at once, with its machine or by a signal. */
  public void crash() {
    if (state != State.EMPTY && state != State.STOPPED) {
      crashed = true;
      ordered = false;
      halt();
    }
  }

  private void halt() {
    server.end();
    state = State.STOPPED;
    log.forgetWaiting();
  }

  /** The postmaster is killed; processes of sessions stay. */
  public void killPostmasterOnly() {
    if (state == State.RUNNING) {
      crash();
      state = State.ORPHANED;
    }
  }

  /** Every process of it stands still. */
  public void hang() {
    if (state == State.RUNNING) {
      state = State.HUNG;
      server.freeze(cell.now());
    }
  }

  /** Sessions go on and new ones are not admitted. */
  public void hangDoor() {
    doorStuck = true;
  }

  /** What stood still goes on. */
  public void wake() {
    doorStuck = false;
    if (state == State.HUNG) {
      state = State.RUNNING;
      server.wake(cell.now());
    }
  }

  /** Leaves recovery after a while; nothing happens to one that does not run in recovery. */
  public void promote(Runnable done) {
    if (!isStandby()) {
      return;
    }
    cell.deed(host, "PostgreSQL is promoted");
    upstream = host;
    cell.agenda()
        .after(
            cell.times().promotion(),
            server,
            () -> {
              if (recovery) {
                beginAsPrimary();
                done.run();
              }
            });
  }

  /** Goes back to where it left the line of another, which it then follows; its server is down. */
  public void rewind(Host other, Runnable done) {
    crash();
    Life work = host.process("pg_rewind");
    cell.agenda()
        .after(
            cell.times().rewind(),
            work,
            () -> {
              if (other.database().answers()
                  && cell.wires().serversConnect(host.id(), other.id())) {
                log.rewindTo(other.database().log());
              }
              follow(other);
              done.run();
            });
  }

  /** Deletes what is here and copies another server, which must live until the copy is complete. */
  public void copy(Host other, Consumer<Boolean> done) {
    loseData();
    Life work = host.process("pg_basebackup");
    cell.agenda()
        .after(
            cell.times().backup(),
            work,
            () -> {
              boolean complete =
                  other.database().answers() && cell.wires().serversConnect(host.id(), other.id());
              if (complete) {
                log.copy(other.database().log());
                state = State.STOPPED;
                crashed = false;
                follow(other);
              }
              done.accept(complete);
            });
  }

  /** The data directory is gone. */
  public void loseData() {
    crash();
    state = State.EMPTY;
    log.clear();
  }

  /** A client commits; {@code acknowledged} runs once the commit is as safe as the cell wants. */
  public void write(int row, Runnable acknowledged) {
    log.append(row);
    if (cell.isSynchronous()) {
      log.await(acknowledged);
    } else {
      acknowledged.run();
    }
  }

  /** Whether a client's commit would be acknowledged. */
  public boolean commits() {
    return isPrimary() && (!cell.isSynchronous() || cell.streaming().hasStandby(host));
  }

  Look.Part part() {
    return switch (state) {
      case STOPPED, STARTING, ORPHANED -> Look.Part.DOWN;
      case EMPTY -> Look.Part.EMPTY;
      case HUNG -> Look.Part.FROZEN;
      case RUNNING ->
          recovery ? Look.Part.STANDBY : commits() ? Look.Part.PRIMARY : Look.Part.CLOSED;
    };
  }

  /** What {@code pg_controldata} says; after a crash it says what was so before. */
  public boolean saysInProduction() {
    return !recovery && state != State.EMPTY && !isStoppedInOrder();
  }
}
