package dev.regent.config.settings;

import dev.regent.protocol.Endpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Nothing that Regent manages is needed to run Regent: no journal in one of its own databases. */
final class JournalRules {
  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]+).*");
  private static final int DEFAULT_PORT = 5432;

  private JournalRules() {}

  static List<Violation> violations(List<DatabaseSettings> databases, LocalSettings local) {
    return switch (local.journal()) {
      case JournalSettings.Sqlite _ -> List.of();
      case JournalSettings.Postgresql server ->
          databases.stream()
              .filter(database -> managed(database).anyMatch(hosts(server.jdbcUrl())::contains))
              .map(JournalRules::inOwnDatabase)
              .toList();
    };
  }

  private static Violation inOwnDatabase(DatabaseSettings database) {
    return new Violation(
        List.of(Keys.LOCAL + "journal.url", Keys.database(database.name(), "data-nodes")),
        "this server is the database " + database.name() + ", which Regent manages itself",
        "a PostgreSQL server that Regent does not manage, or kind = sqlite");
  }

  private static Stream<String> managed(DatabaseSettings database) {
    return database.dataNodes().stream()
        .map(DataNodeSettings::endpoint)
        .flatMap(endpoint ->
            Stream.concat(
                Stream.of(endpoint),
                database.vip().stream().map(vip -> new Endpoint(vip.host(), endpoint.port()))))
        .map(endpoint -> endpoint.toString().toLowerCase(Locale.ROOT));
  }

  private static List<String> hosts(String jdbcUrl) {
    Matcher matcher = HOSTS.matcher(jdbcUrl.toLowerCase(Locale.ROOT));
    return matcher.matches()
        ? Arrays.stream(matcher.group(1).split(",", -1))
            .map(host -> host.contains(":") ? host : host + ":" + DEFAULT_PORT)
            .toList()
        : List.of();
  }
}
