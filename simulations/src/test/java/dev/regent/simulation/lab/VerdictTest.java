package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.lab.LabOutcome.Verdict;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Look;
import dev.regent.simulation.scenario.Recording;
import dev.regent.simulation.scenario.Recording.Ack;
import dev.regent.simulation.scenario.Recording.Change;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.ScenarioReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A busy machine excuses what is late, and nothing else. */
class VerdictTest {
  private static final Duration QUIET = Duration.ofMillis(20);
  private static final Duration BUSY = Duration.ofMillis(800);
  private static final long SECOND = 1_000_000_000L;

  @Test
  void whatIsAsExpectedPassesOnABusyMachineToo() throws BadScenario {
    assertThat(outcome("outage at most 2s", BUSY).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(outcome("outage at most 2s", BUSY).why()).isEmpty();
  }

  @Test
  void whatIsLateFailsUnlessTheMachineStoodStill() throws BadScenario {
    assertThat(outcome("outage at most 500ms", QUIET).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome("outage at most 500ms", BUSY).verdict()).isEqualTo(Verdict.DISTURBED);
    assertThat(outcome("outage at most 500ms", BUSY).why()).isEqualTo("outage at most 500ms: 1s");
  }

  @Test
  void whatIsNotSafeFailsAlways() throws BadScenario {
    assertThat(outcome("never two primaries", BUSY).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(outcome("nothing lost", BUSY).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void whatBrokeOrDidNotComeGoodFailsAlways() throws BadScenario {
    LabOutcome good = outcome("outage at most 2s", BUSY);
    var unsettled =
        new LabOutcome(
            good.scenario(),
            good.recording(),
            good.findings(),
            Optional.of("b does not stream"),
            good.measures());
    assertThat(unsettled.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(unsettled.why()).contains("b does not stream");
  }

  @Test
  void aSummaryTellsTheVipsHolderByItsRole() throws BadScenario {
    assertThat(Summary.of(outcome("outage at most 2s", QUIET)))
        .isEqualTo(new Summary(1_000, 1_000, 1, "standby"));
  }

  /** A second without writes, then a second with two primaries; one write is lost. */
  private static LabOutcome outcome(String expected, Duration standstill) throws BadScenario {
    Scenario scenario =
        ScenarioReader.read(
            "test.conf",
            "title = t, source = s, steps = [\n\"0s kill daemon a\"\n], expect = [\n\"%s\"\n]"
                .formatted(expected));
    Look primary = new Look(Look.Part.PRIMARY, false, false);
    Look standby = new Look(Look.Part.STANDBY, false, false);
    Recording recording =
        new Recording(
            List.of("a", "b"),
            new TreeMap<>(Map.of("primary", "a", "standby", "b", "leader", "b")),
            List.of(
                new Change(0, "a", primary),
                new Change(0, "b", standby),
                new Change(SECOND, "b", new Look(Look.Part.PRIMARY, true, false))),
            List.of(),
            List.of(),
            List.of(new Ack(0, "a"), new Ack(SECOND, "b"), new Ack(2 * SECOND, "b")),
            List.of(),
            20_000_000,
            2 * SECOND,
            1,
            true,
            Optional.empty());
    return new LabOutcome(
        scenario,
        recording,
        Judge.judge(recording, scenario.expected()),
        Optional.empty(),
        new LabOutcome.Measures(
            QUIET, QUIET, QUIET, Duration.ZERO, 1, Optional.of(QUIET), standstill, List.of()));
  }
}
