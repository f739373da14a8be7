package dev.regent.simulation.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Scenarios;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario file that comes with Regent, under Regent's rules. */
class ScenariosTest {

  static List<Scenario> all() throws BadScenario {
    return Scenarios.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aScenarioPasses(Scenario scenario) {
    Play.Outcome outcome = Play.run(scenario);

    assertThat(outcome.passed())
        .as(
            "%s%n%s%s%s%s",
            scenario.id(),
            TimelineText.of(outcome.recording()),
            TimelineText.of(outcome.findings()),
            outcome.unsettled(),
            outcome.recording().broken())
        .isTrue();
  }
}
