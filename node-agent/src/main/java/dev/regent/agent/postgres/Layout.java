package dev.regent.agent.postgres;

import java.nio.file.Path;

/** Where everything lies: the data directory, things beside it, and the run directory. */
record Layout(Path data, Path run) {
  static final String SIGNAL = "standby.signal";

  static Layout of(PostgresSettings settings) {
    return new Layout(settings.dataDirectory(), settings.runDirectory());
  }

  /** Keeps every start in recovery (H1). */
  Path standbySignal() {
    return data.resolve(SIGNAL);
  }

  /** Names the database that a data directory belongs to; without it Regent touches nothing. */
  Path owner() {
    return owner(data);
  }

  static Path owner(Path directory) {
    return directory.resolve(".regent_owner");
  }

  Path wal() {
    return data.resolve("pg_wal");
  }

  Path postmasterPid() {
    return data.resolve("postmaster.pid");
  }

  /** Of the unix socket that a server with this port has in the run directory. */
  Path socketLock(int port) {
    return run.resolve(".s.PGSQL." + port + ".lock");
  }

  /** Siblings are renamed to and from {@link #data}, so they share its file system. */
  Path sibling(String suffix) {
    return data.resolveSibling(data.getFileName() + ".regent_" + suffix);
  }

  Path config() {
    return run.resolve("postgresql.conf");
  }

  Path dynamic() {
    return run.resolve("dynamic.conf");
  }

  Path hba() {
    return run.resolve("pg_hba.conf");
  }

  Path passfile() {
    return run.resolve("passfile");
  }

  /**
   * The promise of a report (S2). Beside the data directory: a reboot empties many run directories,
   * and a rewind or a copy replaces what is inside.
   */
  Path cutMarker() {
    return sibling("cut");
  }

  /** There while a rewind or a swap of the directory is under way (S2). */
  Path notIntactMarker() {
    return sibling("not_intact");
  }

  /** The helper process that runs, to be ended by the next daemon. */
  Path helperPid() {
    return run.resolve("helper.pid");
  }
}
