package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import dev.regent.simulation.scenario.Scenarios;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeedsTest {
  private static final Deeds DEEDS =
      new Deeds(
          new TreeMap<>(Map.of("primary", "b", "standby", "a", "witness", "w")),
          List.of("a", "b", "w"));

  @Test
  void rolesStandForNodes() throws BadScenario {
    assertThat(deed("power off primary")).isEqualTo(new Deed.Hurt(new NodeId("b"), Blow.POWER_OFF));
    assertThat(deed("cut primary -> a"))
        .isEqualTo(new Deed.Cut(List.of(new Way("b", "a")), Traffic.ALL));
  }

  @Test
  void isolatingCutsEveryWayOfTheNode() throws BadScenario {
    assertThat(deed("isolate primary"))
        .isEqualTo(
            new Deed.Cut(
                Stream.concat(Way.both("b", "a").stream(), Way.both("b", "w").stream()).toList(),
                Traffic.ALL));
  }

  @Test
  void kindsOfTrafficAndLossesAreTold() throws BadScenario {
    assertThat(deed("cut heartbeats a <-> w"))
        .isEqualTo(new Deed.Cut(Way.both("a", "w"), Traffic.CONTROL));
    assertThat(deed("lose 40% a -> w")).isEqualTo(new Deed.Lose(List.of(new Way("a", "w")), 40));
  }

  @Test
  void operatorsAskTheLeaderOrTheNodeThatTheyAreAt() throws BadScenario {
    assertThat(deed("switchover to standby"))
        .isEqualTo(new Deed.Ask(Optional.empty(), "switchover", Map.of("target", "a")));
    assertThat(deed("ask witness switchover immediate to primary"))
        .isEqualTo(
            new Deed.Ask(
                Optional.of(new NodeId("w")),
                "switchover",
                Map.of("target", "b", "immediate", true)));
  }

  @Test
  void peopleAcceptLossesAndConfirmByName() throws BadScenario {
    assertThat(deed("failover to standby accepting data loss"))
        .isEqualTo(
            new Deed.Ask(
                Optional.empty(), "failover", Map.of("target", "a", "acceptDataLoss", true)));
    assertThat(deed("confirm primary fenced"))
        .isEqualTo(new Deed.Ask(Optional.empty(), "confirm-fenced", Map.of("node", "b")));
    assertThat(deed("promote standby by hand"))
        .isEqualTo(new Deed.Hurt(new NodeId("a"), Blow.PROMOTE));
    assertThat(deed("lose gratuitous arp standby")).isEqualTo(new Deed.Unheard("a"));
  }

  @Test
  void scenariosGetTheDisksThatTheyHurtAndPrioritiesAreKept() throws BadScenario, IOException {
    assertThat(Shape.of(scenario("fill disk a")).disk()).isEqualTo(Shape.Disk.SMALL);
    assertThat(Shape.of(scenario("stall disk a")).disk()).isEqualTo(Shape.Disk.STALLABLE);
    assertThat(Shape.of(scenario("kill daemon a"))).isEqualTo(Shape.usual());
    Scenario preferred = Scenarios.find("peers-42-one-priority-raised", Path.of("")).orElseThrow();
    assertThat(Shape.of(preferred).terms().priorities())
        .isEqualTo(preferred.settings().priorities())
        .isNotEmpty();
  }

  @Test
  void whatCannotBeDoneIsSaid() throws BadScenario {
    assertThat(Deeds.obstacle(scenario("delay 1s a <-> b")))
        .hasValueSatisfying(why -> assertThat(why).contains("netem"));
    assertThat(Deeds.obstacle(scenario("set clock a ahead 1min")))
        .hasValueSatisfying(why -> assertThat(why).contains("clock"));
    assertThat(Deeds.obstacle(scenario("stall data disk a")))
        .hasValueSatisfying(why -> assertThat(why).contains("one disk"));
    assertThat(Deeds.obstacle(scenario("replace machine a")))
        .hasValueSatisfying(why -> assertThat(why).contains("machine-id"));
    assertThat(Deeds.obstacle(scenario("kill daemon a"))).isEmpty();
  }

  /** A step that needs more places than its form has would only show in a run. */
  @Test
  void everyStepOfEveryScenarioIsUnderstood() throws BadScenario {
    long possible = 0;
    for (Scenario scenario : Scenarios.all()) {
      possible += Deeds.obstacle(scenario).isEmpty() ? 1 : 0;
    }
    assertThat(possible).isGreaterThan(100).isLessThan(Scenarios.all().size());
  }

  @Test
  void everyVerbHasADeed() {
    for (Verb verb : Verb.values()) {
      List<String> places =
          Stream.of(verb.form().split(" "))
              .filter(word -> word.matches("[A-Z]+"))
              .map(word -> word.equals("PERCENT") ? "10%" : "a")
              .toList();
      assertThat(DEEDS.of(new Step(java.time.Duration.ZERO, verb, places))).isNotNull();
    }
  }

  private static Deed deed(String step) throws BadScenario {
    return DEEDS.of(scenario(step).steps().getFirst());
  }

  private static Scenario scenario(String step) throws BadScenario {
    return ScenarioReader.read(
        "test.conf", "title = t, source = s, steps = [\n\"0s %s\"\n], expect = []".formatted(step));
  }
}
