package dev.regent.simulation.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.play.Play;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import dev.regent.simulation.scenario.Scenarios;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that fail, hands that interfere and daemons that end, on the shipped actors. */
class PeersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "peers-09-clean-stop",
        "peers-13-disk-full",
        "peers-16-two-daemons",
        "peers-35-half-alive-voter",
        "peers-60-promoted-behind-our-back",
        "peers-85-gratuitous-arp-later"
      })
  void aScenarioPassesOnTheShippedActors(String id) throws BadScenario {
    Scenario scenario =
        ScenarioReader.read(id + ".conf", Objects.requireNonNull(Scenarios.texts().get(id), id));

    Play.Outcome outcome = Play.run(scenario.in(scenario.settings().at(ActorFidelity.SOUND_DISKS)));

    assertThat(outcome.passed())
        .as("%s %s %s", outcome.findings(), outcome.unsettled(), outcome.recording().broken())
        .isTrue();
  }
}
