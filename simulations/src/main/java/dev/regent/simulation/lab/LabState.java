package dev.regent.simulation.lab;

import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a lab leaves on disk for whoever removes it after a crash.
 *
 * @param owner the process that runs it
 * @param ownerStart its start time, which tells it from a later process of the same id
 * @param root where the cell's files are
 * @param nodes the nodes' names
 */
record LabState(long owner, long ownerStart, Path root, List<String> nodes) {
  /** Gone after a reboot, as namespaces are. */
  static final Path DIRECTORY = Path.of("/run/regent-lab");

  LabState {
    nodes = List.copyOf(nodes);
  }

  static LabState ofThisProcess(Path root, List<String> nodes) {
    long self = ProcessHandle.current().pid();
    return new LabState(
        self, ProcessStat.read(self).map(ProcessStat::startTicks).orElse(0L), root, nodes);
  }

  static Path file(String id) {
    return DIRECTORY.resolve(id);
  }

  /** The state that a file has; empty when there is none, or half of one. */
  static Optional<LabState> read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  static Optional<LabState> parse(List<String> lines) {
    if (lines.size() != 3 || !lines.getFirst().matches("[0-9]{1,9} [0-9]{1,18}")) {
      return Optional.empty();
    }
    String[] process = lines.getFirst().split(" ", -1);
    return Optional.of(
        new LabState(
            Long.parseLong(process[0]),
            Long.parseLong(process[1]),
            Path.of(lines.get(1)),
            List.of(lines.get(2).split(",", -1))));
  }

  List<String> lines() {
    return List.of(owner + " " + ownerStart, root.toString(), String.join(",", nodes));
  }

  void write(Path file) throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.write(file, lines());
  }

  boolean isOwnerAlive() {
    return Processes.isAlive(owner, ownerStart);
  }
}
