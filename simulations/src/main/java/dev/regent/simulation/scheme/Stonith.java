package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;

/**
 * The fencing device that document 001 recommends: it takes the power from the other node before a
 * promotion. When it does not answer, the script goes on, as one does that must bring the service
 * back.
 */
final class Stonith {
  private final Cell cell;
  private final String device;
  private final long patience;

  Stonith(Cell cell, Knobs knobs) {
    this.cell = cell;
    this.device = knobs.word("stonith.device", "none", "answers", "silent");
    this.patience = knobs.time("stonith.timeout", "10s");
  }

  /** Fences the others as far as possible, then does {@code what}. */
  void thenOrSilent(Host host, Runnable what) {
    switch (device) {
      case "answers" -> {
        cell.dataHosts().stream()
            .filter(other -> other != host && other.database().isPrimary())
            .forEach(other -> {
              cell.deed(host, "takes the power from " + other);
              other.powerOff();
            });
        what.run();
      }
      case "silent" -> {
        cell.deed(host, "asks the fencing device, which does not answer");
        cell.agenda().after(patience, host.process("failover.sh"), what);
      }
      default -> what.run();
    }
  }
}
