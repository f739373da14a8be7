package dev.regent.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.scenario.Look.Part;
import dev.regent.simulation.scenario.Recording.Ack;
import dev.regent.simulation.scenario.Recording.Change;
import dev.regent.simulation.world.base.Nanos;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** a is primary until 3 s and wakes up at 8 s for 100 ms; b is primary from 5 s on. */
class JudgeTest {
  private static final Recording RECORDING =
      new Recording(
          List.of("a", "b", "w"),
          new TreeMap<>(Map.of("primary", "a", "standby", "b")),
          List.of(
              change(0, "a", Part.PRIMARY, true),
              change(0, "b", Part.STANDBY, false),
              change(0, "w", Part.WITNESS, false),
              change(3_000, "a", Part.FROZEN, true),
              change(5_000, "b", Part.PRIMARY, false),
              change(5_500, "b", Part.PRIMARY, true),
              change(8_000, "a", Part.PRIMARY, true),
              change(8_100, "a", Part.DOWN, false)),
          List.of(),
          List.of(),
          List.of(ack(1_000), ack(2_900), ack(5_400), ack(9_900)),
          List.of(ack(1_000), ack(9_900)),
          20 * Nanos.MILLI,
          10_000 * Nanos.MILLI,
          2,
          false,
          Optional.empty());

  private static Change change(long millis, String node, Part part, boolean vip) {
    return new Change(millis * Nanos.MILLI, node, new Look(part, vip, false));
  }

  private static Ack ack(long millis) {
    return new Ack(millis * Nanos.MILLI, "a");
  }

  @ParameterizedTest
  @CsvSource({
    "standby is primary within 5s, true",
    "standby is primary within 4.999s, false",
    "b is primary at 5s, true",
    "b is primary at 4s, false",
    "primary is primary at the end, false",
    "standby is primary at the end, true",
    "primary stays primary, false",
    "primary stops writing within 3s, true",
    "primary stops writing within 2.9s, false",
    "standby stops writing within 9s, false",
    "never two primaries, false",
    "two primaries at most 100ms, true",
    "two primaries at most 99ms, false",
    "two primaries for 100ms, true",
    "two primaries for 101ms, false",
    "nobody is primary at 4s, true",
    "nobody is primary at 1s, false",
    "nobody is primary at the end, false",
    "outage at most 4.5s, true",
    "outage at most 4.4s, false",
    "outage at least 4.5s, true",
    "no outage, false",
    "no service at the end, false",
    "promotions 1, true",
    "promotions 2, false",
    "nothing lost, false",
    "acknowledged writes lost, true",
    "vip on standby within 5.5s, true",
    "vip on standby within 5s, false",
    "vip on standby at the end, true",
    "two vips for 2.6s, true",
    "two vips for 2.7s, false",
    "vip read-only for 1ms, false",
    "vip moves 1, true",
    "nobody has the vip at 1s, false",
    "nobody has the vip at the end, false",
    "vip outage at most 8.9s, true",
    "vip outage at most 8.8s, false",
    "vip outage at least 8.9s, true",
    "vip outage at least 9s, false",
    "acknowledged writes lost at most 2, true",
    "acknowledged writes lost at most 1, false",
    "standby stays standby, false",
    "no data at the end, false",
    "redundant at the end, false"
  })
  void aClaimIsMetOrNot(String claim, boolean met) {
    List<String> said = Arrays.asList(claim.split(" "));
    List<String> nodes = List.of("a", "b", "w", "primary", "standby");
    Expectation expectation =
        Arrays.stream(Claim.values())
            .flatMap(each ->
                each.match(said, nodes).stream().map(places -> new Expectation(each, places)))
            .findFirst()
            .orElseThrow();

    assertThat(Judge.judge(RECORDING, List.of(expectation)).getFirst().met()).isEqualTo(met);
  }
}
