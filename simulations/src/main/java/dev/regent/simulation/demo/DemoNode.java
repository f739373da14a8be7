package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import java.net.URI;
import java.nio.file.Path;

/**
 * One node of the demo: its address, its ports, and where its files are.
 *
 * @param ports PostgreSQL's is unused on the witness
 * @param run short: names of sockets have a limit
 */
record DemoNode(NodeId id, boolean witness, String address, Ports ports, Path directory, Path run) {

  /** On the node's own address; PostgreSQL's on 127.0.0.1 too, so each node has another one. */
  record Ports(int http, int cluster, int postgres) {}

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

  URI http() {
    return URI.create("http://%s:%d".formatted(address, ports.http()));
  }
}
