package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import java.nio.file.Path;

/**
 * Where a node's files are.
 *
 * @param run short: names of sockets have a limit
 */
public record NodeFiles(NodeId id, Path directory, Path run) {

  Path configuration() {
    return directory.resolveSibling(id + ".conf");
  }

  public Path data() {
    return directory.resolve("data");
  }

  public Path state() {
    return directory.resolve("state");
  }

  Path log() {
    return directory.resolve("log");
  }

  /** What the daemon prints. */
  public Path daemonLog() {
    return log().resolve("daemon.log");
  }

  /** The running daemon, for a later demo that finds it left over. */
  Path daemonPid() {
    return directory.resolve("daemon.pid");
  }

  /** Where PostgreSQL reads what Regent made of the settings. */
  Path serverRun() {
    return run.resolve(DemoPlan.DATABASE).resolve("postgres");
  }

  /** Written by the guard: its process and start time. */
  Path guardLock() {
    return data().resolveSibling("data.guard.lock");
  }
}
