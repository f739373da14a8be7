package dev.regent.config.load;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys that a section may have.
 *
 * @param where the section in general, as {@code regent.cell.nodes[]}
 * @param nameKey the key by which an element of a list is named; empty for other sections
 */
record Schema(String where, String nameKey, List<String> keys) {
  static final Schema FILE = section("", "regent");
  static final Schema REGENT = section("regent", "self", "profile", "cell", "node");
  static final Schema CELL =
      section("regent.cell", "name", "nodes", "lease", "election", "databases");
  static final Schema NODE =
      element("regent.cell.nodes[]", List.of("name", "role", "host", "cluster-port", "http-port"));
  static final Schema LEASE =
      section(
          "regent.cell.lease",
          "ttl",
          "renew-interval",
          "suspect-time",
          "clock-rate-bound",
          "fence-budget",
          "guard-budget");
  static final Schema ELECTION =
      section("regent.cell.election", "beat-interval", "election-timeout", "stagger");
  static final Schema DATABASE =
      element(
          "regent.cell.databases[]",
          List.of(
              "name",
              "voters",
              "mode",
              "confirmations",
              "max-lag",
              "data-nodes",
              "vip",
              "timings"));
  static final Schema DATA_NODE =
      element("regent.cell.databases[].data-nodes[]", List.of("node", "host", "port", "priority"));
  static final Schema VIP = section("regent.cell.databases[].vip", "address", "device");
  static final Schema TIMINGS =
      section(
          "regent.cell.databases[].timings",
          "switchover-stop-timeout",
          "standby-grace",
          "restart-deadline",
          "restart-first",
          "candidate-wait");
  static final Schema LOCAL =
      section(
          "regent.node",
          "state-directory",
          "run-directory",
          "log-directory",
          "aside-retention",
          "journal",
          "watchdog",
          "secrets",
          "postgres");
  static final Schema SQLITE = section("regent.node.journal", "kind", "file");
  static final Schema POSTGRESQL =
      section("regent.node.journal", "kind", "url", "user", "password-file");
  static final Schema WATCHDOG = section("regent.node.watchdog", "mode", "device");
  static final Schema SECRETS =
      section(
          "regent.node.secrets",
          "directory",
          "agent-password-file",
          "replication-password-file",
          "rewind-password-file");
  static final Schema POSTGRES =
      element(
          "regent.node.postgres[]",
          List.of(
              "database",
              "data-directory",
              "bin-directory",
              "os-user",
              "listen-addresses",
              "settings"));

  static final List<Schema> ALL =
      List.of(
          REGENT,
          CELL,
          NODE,
          LEASE,
          ELECTION,
          DATABASE,
          DATA_NODE,
          VIP,
          TIMINGS,
          LOCAL,
          SQLITE,
          POSTGRESQL,
          WATCHDOG,
          SECRETS,
          POSTGRES);

  private static Schema section(String where, String... keys) {
    return new Schema(where, "", List.of(keys));
  }

  /** The first key names the element. */
  private static Schema element(String where, List<String> keys) {
    return new Schema(where, keys.getFirst(), keys);
  }

  /** What an unknown key was probably meant to be. */
  String suggestion(String unknown) {
    return closest(unknown)
        .map(key -> ", did you mean %s?".formatted(key))
        .or(() -> home(unknown).map(", it belongs in %s"::formatted))
        .orElse("");
  }

  /** The known key that an unknown one is nearly spelt like. */
  Optional<String> closest(String unknown) {
    return keys.stream()
        .filter(key -> Spelling.distance(key, unknown) <= Math.max(2, unknown.length() / 3))
        .min(Comparator.comparingInt(key -> Spelling.distance(key, unknown)));
  }

  private static Optional<String> home(String key) {
    return ALL.stream().filter(schema -> schema.keys.contains(key)).map(Schema::where).findFirst();
  }
}
