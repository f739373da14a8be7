package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Nanos;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Whoever does by hand what a scheme leaves to hands: makes a standby of a server that is down
 * while another is primary, once, and hands the primary over in good order.
 */
final class Operator {
  private static final long LOOKS_EACH = 100 * Nanos.MILLI;

  private final Cell cell;
  private final long after;
  private final BiConsumer<Host, Host> rejoin;
  private final SortedMap<String, Long> downSince = new TreeMap<>();
  private final SortedMap<String, Boolean> done = new TreeMap<>();

  /**
   * An operator who does {@code rejoin} to a server and the primary, so long after the server went
   * down; never when the time is 0, as it is unless a scenario says so.
   */
  Operator(Cell cell, Knobs knobs, BiConsumer<Host, Host> rejoin) {
    this.cell = cell;
    this.after = knobs.time("operator.rejoins-after", "0s");
    this.rejoin = rejoin;
  }

  void begin() {
    if (after > 0) {
      look();
    }
  }

  private void look() {
    cell.dataHosts().forEach(this::look);
    cell.after(LOOKS_EACH, this::look);
  }

  private void look(Host host) {
    Database.State state = host.database().state();
    boolean isDown = state == Database.State.STOPPED || state == Database.State.EMPTY;
    if (!isDown) {
      downSince.remove(host.toString());
      return;
    }
    long since = downSince.computeIfAbsent(host.toString(), _ -> cell.now());
    boolean isDue = cell.now() - since >= after && host.runs();
    if (isDue && done.putIfAbsent(host.toString(), true) == null) {
      cell.primariesSeen(host)
          .findFirst()
          .ifPresentOrElse(
              primary -> {
                cell.deed(host, "the operator makes it a standby of " + primary);
                rejoin.accept(host, primary);
              },
              () -> done.remove(host.toString()));
    }
  }

  /** Stops the primary, promotes the other, and starts the old one as its standby. */
  static void switchover(Host to) {
    Cell cell = to.cell();
    Host from =
        cell.dataHosts().stream()
            .filter(host -> host.database().isPrimary())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nobody to take over from"));
    cell.deed(from, "the operator stops it, to promote " + to);
    from.database().stop();
    to.database()
        .promote(() -> {
          from.database().follow(to);
          from.database().start();
        });
  }
}
