package dev.regent.simulation.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.simulation.demo.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContinuedTest {
  @TempDir Path directory;

  @Test
  void whatWasMeasuredIsKeptAndTheRestIsWanted() throws IOException {
    Report before = Example.report();
    Report after = Report.continued(written(before.json()), now("postgresql", "15.18"));
    assertThat(after.outcomes()).isEqualTo(before.outcomes().subList(0, 3));
    assertThat(after.floorMs()).containsExactly(310L);
    assertThat(after.has("regent default sync", "daemon-frozen", 2)).isTrue();
    assertThat(after.has("patroni default sync", "daemon-frozen", 1)).isTrue();
    // It could not begin.
    assertThat(after.has("patroni default sync", "daemon-frozen", 2)).isFalse();
    assertThat(after.has("regent default sync", "switchover", 2)).isFalse();
  }

  @Test
  void eachTimeItWentOnIsSaid() throws IOException {
    Path file = written(Example.report().json());
    Files.writeString(file, Report.continued(file, now("postgresql", "15.18")).json());
    Report twice = Report.continued(file, now("etcd", "3.4.23"));
    assertThat(twice.machine()).containsEntry("continued at", "noon, noon");
    assertThat(twice.versions()).containsOnlyKeys("postgresql", "etcd");
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    Path file = written(Example.report().json());
    Files.writeString(file, Report.continued(file, now("postgresql", "15.18")).json());
    assertThatThrownBy(() -> Report.continued(file, now("postgresql", "16.1")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("measured with postgresql: 15.18; now it is 16.1");
  }

  @Test
  void whatSeveralCallsMeasuredIsJoined() throws IOException {
    Report one = Example.report();
    Report empty =
        new Report(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of(290L), List.of());
    Outcome again = one.outcomes().get(1);
    Outcome third =
        new Outcome("regent", "default", "sync", "switchover", 1, again.measured(), List.of());
    Path file = written(one.json());
    Path other =
        Files.writeString(directory.resolve("other.json"), empty.with(again).with(third).json());
    Report all = Report.joined(List.of(file, other));
    assertThat(all.floorMs()).containsExactly(310L, 290L);
    assertThat(all.outcomes())
        .as("first runs first, none twice")
        .containsExactly(
            one.outcomes().get(0),
            one.outcomes().get(1),
            third,
            one.outcomes().get(2),
            one.outcomes().get(3));
  }

  @Test
  void whatIsNoReportIsSaid() throws IOException {
    Path file = written("{\"outcomes\": 1}");
    assertThatThrownBy(() -> Report.continued(file, now("postgresql", "15.18")))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith(file + ": no results of regent bench failover");
  }

  private static Report now(String program, String version) {
    SortedMap<String, String> machine = new TreeMap<>();
    machine.put(Report.BEGUN, "noon");
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put(program, version);
    return new Report(machine, versions, new TreeMap<>(), List.of(), List.of());
  }

  private Path written(String text) throws IOException {
    return Files.writeString(directory.resolve("failover.json"), text);
  }
}
