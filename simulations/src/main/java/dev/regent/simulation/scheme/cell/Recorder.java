package dev.regent.simulation.scheme.cell;

import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Change;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Looks at a cell after everything that happens in it, and makes the recording of a run. */
public final class Recorder {
  private final Cell cell;
  private final Predicate<Host> leads;
  private final SortedMap<String, Look> last = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * A recorder of this cell.
   *
   * @param leads whether a node leads the others under the scheme that runs
   */
  public Recorder(Cell cell, Predicate<Host> leads) {
    this.cell = cell;
    this.leads = leads;
  }

  /** Runs the cell up to this time. */
  public Recording run(long end, SortedMap<String, String> cast) {
    look();
    while (cell.agenda().step(end)) {
      look();
    }
    Host line = lastPrimary();
    boolean isGone = line.database().state() == Database.State.EMPTY;
    return new Recording(
        cell.hosts().stream().map(Host::toString).toList(),
        cast,
        changes,
        cell.marks(),
        List.of(),
        cell.clients().service(),
        List.of(),
        Clients.EACH,
        end,
        cell.clients().missing(isGone ? new BitSet() : line.database().log().all()),
        isRedundant(),
        Optional.empty());
  }

  private void look() {
    for (Host host : cell.hosts()) {
      Look look = new Look(part(host), host.hasVip(), host.isOn() && leads.test(host));
      if (!look.equals(last.put(host.toString(), look))) {
        changes.add(new Change(cell.now(), host.toString(), look));
      }
    }
  }

  private static Look.Part part(Host host) {
    if (!host.isOn()) {
      return Look.Part.OFF;
    }
    if (host.isFrozen()) {
      return Look.Part.FROZEN;
    }
    return host.hasData() ? host.database().part() : Look.Part.WITNESS;
  }

  /** Whose line counts at the end: a primary's if there is one, and the last that was promoted. */
  private Host lastPrimary() {
    return cell.dataHosts().stream()
        .max(
            Comparator.<Host, Boolean>comparing(
                    host -> host.database().state() != Database.State.EMPTY)
                .thenComparing(host -> host.database().isPrimary())
                .thenComparingInt(host -> host.database().log().timeline())
                .thenComparing(host -> !host.database().isInRecovery())
                .thenComparingInt(host -> host.database().log().size()))
        .orElseThrow();
  }

  private boolean isRedundant() {
    List<Host> primaries =
        cell.dataHosts().stream().filter(host -> host.database().isPrimary()).toList();
    return primaries.size() == 1
        && cell.dataHosts().stream()
            .filter(host -> host != primaries.getFirst())
            .allMatch(host ->
                host.database().upstream() == primaries.getFirst()
                    && cell.streaming().isStreaming(host));
  }
}
