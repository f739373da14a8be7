package dev.regent.simulation.bench.cost;

import dev.regent.simulation.bench.fleet.FleetCost;
import dev.regent.simulation.bench.report.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the measuring of costs leaves: its file in JSON has these fields.
 *
 * @param machine what it ran on, by name
 * @param versions of the programs
 * @param settings of each system
 * @param cells in the order in which they came
 * @param fleets in the order in which they came
 */
public record CostReport(
    SortedMap<String, String> machine,
    SortedMap<String, String> versions,
    SortedMap<String, String> settings,
    List<CellCost> cells,
    List<FleetCost> fleets) {
  public CostReport {
    machine = new TreeMap<>(machine);
    versions = new TreeMap<>(versions);
    settings = new TreeMap<>(settings);
    cells = List.copyOf(cells);
    fleets = List.copyOf(fleets);
  }

  /** With one more. */
  public CostReport with(CellCost cell) {
    List<CellCost> more = new ArrayList<>(cells);
    more.add(cell);
    return new CostReport(machine, versions, settings, more, fleets);
  }

  /** With one more. */
  public CostReport with(FleetCost fleet) {
    List<FleetCost> more = new ArrayList<>(fleets);
    more.add(fleet);
    return new CostReport(machine, versions, settings, cells, more);
  }

  /** The systems, in the order in which they first came. */
  List<String> systems() {
    return cells.stream().map(CellCost::system).distinct().toList();
  }

  /** What was measured of a system, run by run. */
  List<CellCost.Measured> of(String system) {
    return cells.stream()
        .filter(cell -> cell.system().equals(system))
        .flatMap(cell -> cell.measured().stream())
        .toList();
  }

  /** Whether everything of Regent's that was wanted was measured. */
  public boolean isRegentMeasured() {
    return cells.stream()
            .filter(cell -> cell.system().startsWith("regent"))
            .allMatch(cell -> cell.measured().isPresent())
        && fleets.stream().allMatch(fleet -> fleet.measured().isPresent());
  }

  /** As its file has it. */
  public String json() {
    return Json.of(this);
  }
}
