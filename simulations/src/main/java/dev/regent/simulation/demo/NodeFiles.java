package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import java.nio.file.Path;

/**
 * Where a node's files are.
 *
 * @param run short: names of sockets have a limit
 */
record NodeFiles(NodeId id, Path directory, Path run) {

  Path configuration() {
    return directory.resolveSibling(id + ".conf");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path state() {
    return directory.resolve("state");
  }

  Path log() {
    return directory.resolve("log");
  }

  /** What the daemon prints. */
  Path daemonLog() {
    return log().resolve("daemon.log");
  }

  /** The running daemon, for a later demo that finds it left over. */
  Path daemonPid() {
    return directory.resolve("daemon.pid");
  }

  /** Written by the guard: its process and start time. */
  Path guardLock() {
    return data().resolveSibling("data.guard.lock");
  }
}
