package dev.regent.simulation.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Verb;
import org.junit.jupiter.api.Test;

class PlayTest {
  private static final String FAILOVER =
      """
      title = "t"
      source = "s"
      steps = [
        0s   set clock standby ahead 10s
        1s   lose 1% primary -> standby
        2s   power off primary
        3s   set clock standby back 10s
        9s   power on primary
      ]
      expect = [ EXPECTED ]
      """;

  private static Scenario failover(String expected) throws BadScenario {
    return ScenarioReader.read("failover.conf", FAILOVER.replace("EXPECTED", expected));
  }

  @Test
  void whatIsExpectedAndComesIsPassed() throws BadScenario {
    Play.Outcome outcome = Play.run(failover("standby is primary within 8s"));

    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.recording().look("a", 5_000_000_000L).part().text()).isEqualTo("off");
  }

  @Test
  void whatIsExpectedAndDoesNotComeIsNot() throws BadScenario {
    assertThat(Play.run(failover("primary stays primary")).passed()).isFalse();
  }

  @Test
  void oneSeedShowsTheSameByteForByte() throws BadScenario {
    assertThat(json(Play.run(failover("")))).isEqualTo(json(Play.run(failover(""))));
  }

  private static String json(Play.Outcome outcome) {
    return RecordingJson.of(
        new RecordingJson.Run("x", "regent", outcome.passed()),
        outcome.recording(),
        outcome.findings());
  }

  @Test
  void aFailingScheduleShrinksToTheStepThatMatters() throws BadScenario {
    Shrinking.Result result = Shrinking.of(failover("primary stays primary"));

    assertThat(result.outcome().passed()).isFalse();
    assertThat(result.scenario().steps()).extracting(Step::verb).containsExactly(Verb.POWER_OFF);
  }

  @Test
  void theTimelineShowsWhoIsWhatAndWhy() throws BadScenario {
    Play.Outcome outcome = Play.run(failover("standby is primary within 8s"));

    assertThat(TimelineText.of(outcome.recording()))
        .contains(">> power off primary")
        .contains("** primary-granted b:")
        .containsPattern("off +PRIMARY vip");
    assertThat(TimelineText.of(outcome.findings())).contains("ok   standby is primary within 8s");
  }
}
