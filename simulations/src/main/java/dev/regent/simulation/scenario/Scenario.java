package dev.regent.simulation.scenario;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario file.
 *
 * @param id its file's name without the ending
 * @param source the document or peer that it comes from
 * @param settings of the cell under Regent
 * @param steps in the order of their times
 * @param length when it is judged, counted as the steps' times are
 * @param cold whether it begins with the power coming on everywhere, not with a cell at rest
 * @param settles whether all must be well within 90 seconds of healing after that
 * @param expected under Regent
 * @param scheme the document's own
 * @param real where real hosts may differ, and why
 */
public record Scenario(
    String id,
    String title,
    String source,
    WorldSettings settings,
    List<Step> steps,
    Duration length,
    boolean cold,
    boolean settles,
    List<Expectation> expected,
    Optional<SchemeSettings> scheme,
    Optional<RealSettings> real) {
  /** Roles at the time when the cell is at rest, which stand for nodes. */
  static final List<String> ROLES = List.of("primary", "standby", "standby2", "witness", "leader");

  public Scenario {
    steps = List.copyOf(steps);
    expected = List.copyOf(expected);
  }

  /** The same with other steps. */
  public Scenario with(List<Step> others) {
    return new Scenario(
        id, title, source, settings, others, length, cold, settles, expected, scheme, real);
  }

  /** The same in another cell. */
  public Scenario in(WorldSettings cell) {
    return new Scenario(
        id, title, source, cell, steps, length, cold, settles, expected, scheme, real);
  }

  /** What is expected on real hosts. */
  public List<Expectation> expectedOnHosts() {
    return real.map(RealSettings::expected).orElse(expected);
  }

  /** Whether real hosts may end without some acknowledged writes; not where nothing is said. */
  public boolean permitsLossOnHosts() {
    return expectedOnHosts().stream()
        .map(Expectation::claim)
        .anyMatch(claim -> claim == Claim.SOMETHING_LOST || claim == Claim.LOSES_AT_MOST);
  }

  /** The words that may stand for a node. */
  static List<String> nodeWords(WorldSettings settings) {
    return Stream.concat(ROLES.stream(), names(settings).stream()).toList();
  }

  /** The nodes' own names. */
  static List<String> names(WorldSettings settings) {
    return Stream.concat(settings.dataNodes().stream(), settings.witnesses().stream())
        .map(NodeId::name)
        .toList();
  }
}
