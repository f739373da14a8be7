package dev.regent.config.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * The relations of a cell: {@link AddressRules}, {@link DatabaseRules} and {@link TimingRules}, and
 * that it has a database.
 */
public final class CellRules {
  private CellRules() {}

  /** The two clockworks of a cell. */
  public record Clockwork(LeaseTimings lease, ElectionTimings election) {}

  /** All relations that do not hold; none means that {@link CellSettings} can be made. */
  public static List<Violation> violations(
      List<NodeSettings> nodes, List<DatabaseSettings> databases, Clockwork clockwork) {
    return Stream.of(
            AddressRules.violations(nodes, databases),
            atLeastOneDatabase(databases),
            databases.stream()
                .flatMap(database -> DatabaseRules.violations(database, nodes).stream())
                .toList(),
            TimingRules.violations(clockwork, databases))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Violation> atLeastOneDatabase(List<DatabaseSettings> databases) {
    return databases.isEmpty()
        ? List.of(new Violation(List.of(Keys.DATABASES), "no database", "at least one database"))
        : List.of();
  }
}
