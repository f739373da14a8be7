package dev.regent.simulation.bench.report;

import dev.regent.simulation.demo.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a benchmark leaves: its file in JSON has these fields.
 *
 * @param machine what it ran on, by name
 * @param versions of the programs
 * @param settings of each contender, by its name in tables
 * @param floorMs what PostgreSQL itself takes to promote a standby that has everything, each time
 *     it was measured
 * @param outcomes in the order in which they came
 */
public record Report(
    SortedMap<String, String> machine,
    SortedMap<String, String> versions,
    SortedMap<String, String> settings,
    List<Long> floorMs,
    List<Outcome> outcomes) {
  /** Among the machine's facts. */
  public static final String BEGUN = "begun at";

  public Report {
    machine = new TreeMap<>(machine);
    versions = new TreeMap<>(versions);
    settings = new TreeMap<>(settings);
    floorMs = List.copyOf(floorMs);
    outcomes = List.copyOf(outcomes);
  }

  /** With one more. */
  public Report with(Outcome outcome) {
    List<Outcome> more = new ArrayList<>(outcomes);
    more.add(outcome);
    return new Report(machine, versions, settings, floorMs, more);
  }

  /** With another measurement of the floor. */
  public Report withFloor(long millis) {
    List<Long> more = new ArrayList<>(floorMs);
    more.add(millis);
    return new Report(machine, versions, settings, more, outcomes);
  }

  /**
   * What an earlier run measured, to be gone on with; what it could not measure is to be tried
   * again.
   *
   * @param now what this run would begin with: its machine, versions and settings
   * @throws CannotStart when the file is of other versions or settings, or no report
   */
  public static Report continued(Path file, Report now) {
    Report before = read(file);
    SortedMap<String, String> machine = new TreeMap<>(before.machine);
    machine.merge("continued at", now.machine.getOrDefault(BEGUN, "?"), "%s, %s"::formatted);
    return new Report(
        machine,
        both(file, before.versions, now.versions),
        both(file, before.settings, now.settings),
        before.floorMs,
        before.outcomes.stream().filter(outcome -> outcome.measured().isPresent()).toList());
  }

  /**
   * What several calls measured, the first runs first. Of a run that stands in several files the
   * first that was measured counts.
   *
   * @throws CannotStart when they are of different versions or settings, or one is no report
   */
  public static Report joined(List<Path> files) {
    Report all = read(files.getFirst());
    for (Path file : files.subList(1, files.size())) {
      all = all.joined(file, read(file));
    }
    return all;
  }

  private Report joined(Path file, Report other) {
    SortedMap<String, String> machines = new TreeMap<>(machine);
    other.machine.forEach((what, value) ->
        machines.merge(what, value, (old, more) -> old.contains(more) ? old : old + "; " + more));
    Stream<Outcome> more =
        other.outcomes.stream()
            .filter(outcome -> !has(outcome.contender(), outcome.fault(), outcome.run()));
    return new Report(
        machines,
        both(file, versions, other.versions),
        both(file, settings, other.settings),
        Stream.concat(floorMs.stream(), other.floorMs.stream()).toList(),
        Stream.concat(outcomes.stream(), more)
            .sorted(Comparator.comparingInt(Outcome::run))
            .toList());
  }

  private static Report read(Path file) {
    try {
      return Json.read(file, Report.class);
    } catch (IOException wrong) {
      throw new CannotStart(
          "%s: no results of regent bench failover to go on with: %s"
              .formatted(file, wrong.getMessage()),
          wrong);
    }
  }

  private static SortedMap<String, String> both(
      Path file, SortedMap<String, String> before, SortedMap<String, String> now) {
    SortedMap<String, String> both = new TreeMap<>(before);
    now.forEach((what, value) -> {
      String old = both.put(what, value);
      if (old != null && !old.equals(value)) {
        throw new CannotStart(
            "%s: measured with %s: %s; now it is %s; begin anew, or elsewhere with --out"
                .formatted(file, what, old, value));
      }
    });
    return both;
  }

  /** Whether this run of a fault was measured. */
  public boolean has(String contender, String fault, int run) {
    return of(contender, fault)
        .anyMatch(outcome -> outcome.run() == run && outcome.measured().isPresent());
  }

  /** The faults that were tried, in the order in which they first came. */
  List<String> faults() {
    return outcomes.stream().map(Outcome::fault).distinct().toList();
  }

  /** The systems with their settings, in the order in which they first came. */
  List<String> contenders() {
    return outcomes.stream().map(Outcome::contender).distinct().toList();
  }

  Stream<Outcome> of(String contender, String fault) {
    return outcomes.stream()
        .filter(outcome -> outcome.contender().equals(contender))
        .filter(outcome -> outcome.fault().equals(fault));
  }

  /** As its file has it. */
  public String json() {
    return Json.of(this);
  }
}
