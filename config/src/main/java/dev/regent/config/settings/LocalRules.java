package dev.regent.config.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The relations between one node's own settings and its cell.
 *
 * <ol>
 *   <li>{@code self} is a node of the cell.
 *   <li>There is a PostgreSQL for each database that has its copy here, once, and no other.
 *   <li>Those of {@link DirectoryRules}, {@link JournalRules} and {@link ServerSettingRules}.
 * </ol>
 */
public final class LocalRules {
  private LocalRules() {}

  /** The parts of a cell that a node's own settings relate to. */
  public record Cell(List<NodeSettings> nodes, List<DatabaseSettings> databases) {}

  /** All relations that do not hold. */
  public static List<Violation> violations(Cell cell, LocalSettings local) {
    List<Violation> found = new ArrayList<>(eachPostgresOnce(local));
    found.addAll(DirectoryRules.violations(local));
    found.addAll(JournalRules.violations(cell.databases, local));
    local.postgres().forEach(one -> found.addAll(ServerSettingRules.violations(one)));
    Optional<NodeSettings> self =
        cell.nodes.stream().filter(node -> node.id().equals(local.self())).findFirst();
    if (self.isEmpty()) {
      found.add(unknownSelf(cell, local));
      return List.copyOf(found);
    }
    found.addAll(everyCopyHasAPostgres(cell, local));
    local.postgres().forEach(one -> found.addAll(postgresHasACopy(self.get(), cell, one)));
    return List.copyOf(found);
  }

  private static Violation unknownSelf(Cell cell, LocalSettings local) {
    String names =
        cell.nodes.stream().map(node -> node.id().name()).collect(Collectors.joining(", "));
    return new Violation(
        List.of(Keys.SELF, Keys.NODES), "unknown node " + local.self(), "one of " + names);
  }

  private static List<Violation> eachPostgresOnce(LocalSettings local) {
    List<LocalPostgres> all = local.postgres();
    return Stream.iterate(1, i -> i < all.size(), i -> i + 1)
        .filter(i -> all.get(i).database().equals(all.get(i - 1).database()))
        .map(i ->
            new Violation(
                List.of(Keys.postgres(all.get(i).database(), "database")),
                all.get(i).database() + " is given twice",
                "one PostgreSQL for each database"))
        .toList();
  }

  private static List<Violation> everyCopyHasAPostgres(Cell cell, LocalSettings local) {
    return cell.databases.stream()
        .filter(database -> database.dataNode(local.self()).isPresent())
        .filter(database -> local.postgres(database.name()).isEmpty())
        .map(database ->
            new Violation(
                List.of(
                    Keys.POSTGRES, Keys.dataNode(database.name(), local.self(), "node"), Keys.SELF),
                "%s is a data node of %s, but no PostgreSQL is given for it"
                    .formatted(local.self(), database.name()),
                "an element with database = %s and data-directory".formatted(database.name())))
        .toList();
  }

  private static List<Violation> postgresHasACopy(
      NodeSettings self, Cell cell, LocalPostgres postgres) {
    String key = Keys.postgres(postgres.database(), "database");
    if (self.role() == NodeRole.WITNESS) {
      return List.of(
          new Violation(
              List.of(key, Keys.node(self.id(), "role"), Keys.SELF),
              self.id() + " is a witness, which runs no PostgreSQL",
              "no element here, or role = data"));
    }
    Optional<DatabaseSettings> database =
        cell.databases.stream().filter(one -> one.name().equals(postgres.database())).findFirst();
    if (database.isEmpty()) {
      return List.of(
          new Violation(
              List.of(key, Keys.DATABASES),
              "unknown database " + postgres.database(),
              "a name in regent.cell.databases"));
    }
    return database.get().dataNode(self.id()).isPresent()
        ? List.of()
        : List.of(
            new Violation(
                List.of(key, Keys.database(postgres.database(), "data-nodes"), Keys.SELF),
                "%s is no data node of %s".formatted(self.id(), postgres.database()),
                "only databases that name " + self.id() + " among their data-nodes"));
  }
}
