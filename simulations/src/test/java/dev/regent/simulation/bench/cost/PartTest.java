package dev.regent.simulation.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartTest {
  @Test
  void tellsRegentsTwoProcessesApart() {
    assertThat(Part.of("java", "java -cp x dev.regent.agent.cli.Main node --config a.conf "))
        .isEqualTo(Part.REGENT_DAEMON);
    assertThat(Part.of("java", "java dev.regent.agent.guard.process.GuardMain a b "))
        .isEqualTo(Part.REGENT_GUARD);
  }

  @Test
  void knowsThePeersByTheirCommands() {
    assertThat(Part.of("patroni", "/usr/bin/python3 /usr/bin/patroni p.yml "))
        .isEqualTo(Part.PATRONI);
    assertThat(Part.of("haproxy", "")).isEqualTo(Part.HAPROXY);
    assertThat(Part.of("keepalived", "")).isEqualTo(Part.KEEPALIVED);
    assertThat(Part.of("etcd", "")).isEqualTo(Part.ETCD);
  }

  @Test
  void whatAnybodyStartedIsCountedAndPostgresqlIsNot() {
    assertThat(Part.of("sh", "/bin/sh -c kill -0 7 ")).isEqualTo(Part.HELPER);
    assertThat(Part.HELPER.isControl()).isTrue();
    assertThat(Part.of("postgres", "postgres: walsender ").isControl()).isFalse();
  }
}
