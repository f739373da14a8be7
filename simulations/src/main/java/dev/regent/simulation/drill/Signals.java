package dev.regent.simulation.drill;

import dev.regent.agent.process.Killer;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import dev.regent.protocol.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Hurts processes by signals. */
public final class Signals {
  public static final int TERMINATE = 15;
  public static final int INTERRUPT = 2;
  private static final int CONTINUE = 18;
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private Signals() {}

  /** SIGKILL. */
  public static void kill(long process) {
    Libc.kill(process, Libc.SIGKILL);
  }

  /** SIGSTOP: it exists, and does nothing. */
  public static void freeze(long process) {
    Libc.kill(process, Libc.SIGSTOP);
  }

  /** SIGCONT. */
  public static void thaw(long process) {
    Libc.kill(process, CONTINUE);
  }

  /** The postmaster; empty when none runs. */
  public static Optional<Long> postmaster(Server server) {
    List<ProcessStat> found = Processes.in(server.dataDirectory());
    return Processes.roots(found).stream()
        .filter(process -> process.command().startsWith("postgres"))
        .map(ProcessStat::pid)
        .findFirst();
  }

  /** Kills the postmaster alone, as a memory shortage does. */
  public static void killPostmaster(Server server) {
    kill(
        postmaster(server)
            .orElseThrow(() -> new DrillFailed("no postmaster runs on " + server.node())));
  }

  /** Freezes the postmaster and all its children. */
  public static void freezeAll(Server server) {
    // Two rounds: a child that was born during the first is found in the second.
    for (int round = 0; round < 2; round++) {
      Processes.in(server.dataDirectory()).forEach(process -> freeze(process.pid()));
    }
  }

  /** Lets everything in the data directory run again; nothing when it was killed meanwhile. */
  public static void thawAll(Server server) {
    Processes.in(server.dataDirectory()).forEach(process -> thaw(process.pid()));
  }

  /** Kills everything of a node at once, as a power failure does; nobody restarts the daemon. */
  public static void killNode(DrilledCell cell, NodeId node) {
    NodeControl control = cell.control(node);
    control.hold();
    List<Long> processes =
        Stream.concat(control.daemon().stream(), control.guard().stream()).toList();
    // None may act on the death of another: a power failure takes all of them at once.
    processes.forEach(Signals::freeze);
    cell.servers().stream()
        .filter(server -> server.node().equals(node))
        .forEach(Signals::freezeAll);
    processes.forEach(Signals::kill);
    cell.servers().stream()
        .filter(server -> server.node().equals(node))
        .forEach(
            server -> Killer.killAll(server.dataDirectory(), Killer.Manner.AT_ONCE, KILL_LIMIT));
  }
}
