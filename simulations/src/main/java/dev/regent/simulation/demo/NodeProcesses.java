package dev.regent.simulation.demo;

import dev.regent.agent.process.Killer;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The processes of a node, found by what they leave on disk and by where they work: so those of a
 * demo that crashed are found too.
 */
final class NodeProcesses {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  private NodeProcesses() {}

  /** The living process that a file names by its id and start time. */
  static Optional<Long> named(Path file) {
    try {
      String[] fields = Files.readString(file).strip().split(" ", -1);
      return fields.length == 2 && isAlive(fields)
          ? Optional.of(Long.parseLong(fields[0]))
          : Optional.empty();
    } catch (IOException | NumberFormatException notThere) {
      return Optional.empty();
    }
  }

  private static boolean isAlive(String[] fields) {
    return Processes.isAlive(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
  }

  static Optional<Long> guard(NodeFiles node) {
    return named(node.guardLock());
  }

  /** Ends all of them; gives whether any was there. */
  static boolean end(NodeFiles node) {
    Optional<Long> daemon = named(node.daemonPid());
    daemon.ifPresent(Signals::kill);
    Optional<Long> guard = guard(node);
    // It would kill PostgreSQL the hard way when its lease ends, which needs recovery then.
    guard.ifPresent(Signals::kill);
    return endPostgres(node) || daemon.isPresent() || guard.isPresent();
  }

  private static boolean endPostgres(NodeFiles node) {
    var found = Processes.in(node.data());
    found.forEach(process -> Signals.thaw(process.pid()));
    Processes.roots(found).stream()
        .map(ProcessStat::pid)
        .forEach(pid -> Libc.kill(pid, Signals.INTERRUPT));
    Await.holds(STOP_LIMIT, () -> Processes.in(node.data()).isEmpty());
    // What is left, and programs that copy or rewind: they work beside the data directory.
    Killer.killAll(node.data(), Killer.Manner.AT_ONCE, KILL_LIMIT);
    Killer.killAll(node.serverRun(), Killer.Manner.AT_ONCE, KILL_LIMIT);
    return !found.isEmpty();
  }
}
