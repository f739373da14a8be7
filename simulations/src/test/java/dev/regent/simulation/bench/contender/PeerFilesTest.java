package dev.regent.simulation.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the peers are told is part of what is measured. */
class PeerFilesTest {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private static final PatroniFiles.Node NODE =
      new PatroniFiles.Node(
          new NodeId("a"),
          "192.0.2.11",
          List.of("192.0.2.11", "192.0.2.12", "192.0.2.31"),
          "192.0.2.0/24",
          Path.of("/lab/a"),
          PROGRAMS);

  @Test
  void patroniHasItsDefaultTimers() {
    assertThat(patroni(Level.DEFAULT, Replicated.ASYNC))
        .contains("ttl: 30\n    loop_wait: 10\n    retry_timeout: 10\n")
        .contains("synchronous_mode: false\n");
  }

  @Test
  void fastIsTheLeastThatPatroniTakes() {
    assertThat(patroni(Level.FAST, Replicated.SYNC))
        .contains("ttl: 20\n    loop_wait: 1\n    retry_timeout: 3\n")
        .contains("synchronous_mode: true\n");
  }

  @Test
  void patroniHasTheSameServerSettingsAsRegent() {
    assertThat(patroni(Level.DEFAULT, Replicated.SYNC))
        .contains("      parameters:\n        max_connections: 200\n")
        .contains("        shared_buffers: 64MB\n  initdb:\n");
  }

  @Test
  void patroniKnowsAllThreeEtcd() {
    assertThat(patroni(Level.DEFAULT, Replicated.SYNC))
        .contains("hosts: 192.0.2.11:2379,192.0.2.12:2379,192.0.2.31:2379\n");
  }

  @Test
  void etcdIsAskedForNothingButItsPlace() {
    assertThat(
            PatroniFiles.etcd(
                new NodeId("w"),
                new TreeMap<>(Map.of("a", "192.0.2.11", "w", "192.0.2.31")),
                Path.of("/lab/w/etcd")))
        .containsExactly(
            "/usr/bin/etcd",
            "--name",
            "w",
            "--data-dir",
            "/lab/w/etcd",
            "--listen-client-urls",
            "http://192.0.2.31:2379",
            "--advertise-client-urls",
            "http://192.0.2.31:2379",
            "--listen-peer-urls",
            "http://192.0.2.31:2380",
            "--initial-advertise-peer-urls",
            "http://192.0.2.31:2380",
            "--initial-cluster",
            "a=http://192.0.2.11:2380,w=http://192.0.2.31:2380",
            "--initial-cluster-state",
            "new");
  }

  @Test
  void autoFailoverIsAsShippedOrFast() {
    assertThat(AutoFailoverFiles.monitorSettings(Level.DEFAULT)).isEmpty();
    assertThat(AutoFailoverFiles.monitorSettings(Level.FAST).lines())
        .contains(
            "pgautofailover.health_check_period = 1000",
            "pgautofailover.node_considered_unhealthy_timeout = 5000",
            "pgautofailover.primary_demote_timeout = 5000");
  }

  @Test
  void autoFailoverWaitsForTheStandbyOnlyWhenSynchronous() {
    assertThat(createNode(Replicated.SYNC)).containsSubsequence("--replication-quorum", "true");
    assertThat(createNode(Replicated.ASYNC)).containsSubsequence("--replication-quorum", "false");
  }

  private static List<String> createNode(Replicated mode) {
    return AutoFailoverFiles.createNode(
        "a",
        new AutoFailoverFiles.Seat(Path.of("/lab/a/data"), "192.0.2.11", PROGRAMS),
        "192.0.2.31",
        mode);
  }

  private static String patroni(Level level, Replicated mode) {
    return PatroniFiles.patroni(NODE, PatroniFiles.Timers.of(level), mode, "secret");
  }
}
