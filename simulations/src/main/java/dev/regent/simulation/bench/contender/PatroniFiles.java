package dev.regent.simulation.bench.contender;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.lab.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Patroni and etcd are told. As Patroni ships, but for pg_rewind, which it needs to take an
 * old primary back; etcd with its defaults on three hosts.
 */
final class PatroniFiles {
  static final String SCOPE = "bench";
  static final int REST = 8008;

  private PatroniFiles() {}

  /**
   * Patroni's timers, in seconds: a key in etcd lives {@code ttl} after it was last renewed, which
   * is done every {@code loopWait}.
   */
  record Timers(int ttl, int loopWait, int retryTimeout) {
    /** Its defaults, and the least that it takes (patroni/config.py). */
    static Timers of(Level level) {
      return switch (level) {
        case DEFAULT -> new Timers(30, 10, 10);
        case FAST -> new Timers(20, 1, 3);
      };
    }
  }

  /**
   * One data node.
   *
   * @param address of its own
   * @param etcds addresses of all etcd
   * @param clients the network that may connect
   * @param programs where PostgreSQL's are
   */
  record Node(
      NodeId id, String address, List<String> etcds, String clients, Path home, Path programs) {
    Node {
      etcds = List.copyOf(etcds);
    }
  }

  /** patroni.yml of a data node. */
  static String patroni(Node node, Timers timers, Replicated mode, String password) {
    return head(node) + bootstrap(timers, mode) + server(node, password);
  }

  private static String head(Node node) {
    return """
    # Written by regent bench.
    scope: %s
    name: %s
    restapi:
      listen: %s:%d
      connect_address: %s:%d
    etcd3:
      hosts: %s
    """
        .formatted(
            SCOPE,
            node.id(),
            node.address(),
            REST,
            node.address(),
            REST,
            node.etcds().stream().map(host -> host + ":2379").collect(Collectors.joining(",")));
  }

  private static String bootstrap(Timers timers, Replicated mode) {
    return """
    bootstrap:
      dcs:
        ttl: %d
        loop_wait: %d
        retry_timeout: %d
        maximum_lag_on_failover: 1048576
        synchronous_mode: %s
        postgresql:
          use_pg_rewind: true
          parameters:
    %s  initdb:
      - encoding: UTF8
      - locale: C
      - data-checksums
    """
        .formatted(
            timers.ttl(),
            timers.loopWait(),
            timers.retryTimeout(),
            mode == Replicated.SYNC,
            parameters());
  }

  private static String server(Node node, String password) {
    return """
    postgresql:
      listen: '*:%d'
      connect_address: %s:%d
      data_dir: %s
      bin_dir: %s
      pgpass: %s
      pg_hba:
      - local all all trust
      - host all all 127.0.0.1/32 scram-sha-256
      - host all all %s scram-sha-256
      - host replication all %s scram-sha-256
      authentication:
        superuser:
          username: postgres
          password: %s
        replication:
          username: replicator
          password: %s
    """
        .formatted(
            Hosts.POSTGRES,
            node.address(),
            Hosts.POSTGRES,
            node.home().resolve("data"),
            node.programs(),
            node.home().resolve("pgpass"),
            node.clients(),
            node.clients(),
            password,
            password);
  }

  private static String parameters() {
    SortedMap<String, String> settings = Stage.serverSettings();
    return settings.entrySet().stream()
        .map(setting -> "        %s: %s%n".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining());
  }

  /**
   * The command that runs an etcd.
   *
   * @param members name and address of all of them
   */
  static List<String> etcd(NodeId node, SortedMap<String, String> members, Path data) {
    String address = members.getOrDefault(node.name(), "");
    String cluster =
        members.entrySet().stream()
            .map(member -> "%s=http://%s:2380".formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining(","));
    String client = "http://%s:2379".formatted(address);
    String peer = "http://%s:2380".formatted(address);
    return Stream.of(
            List.of("/usr/bin/etcd", "--name", node.name(), "--data-dir", data.toString()),
            List.of("--listen-client-urls", client, "--advertise-client-urls", client),
            List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
            List.of("--initial-cluster", cluster, "--initial-cluster-state", "new"))
        .flatMap(List::stream)
        .toList();
  }
}
