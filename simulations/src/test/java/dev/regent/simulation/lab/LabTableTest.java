package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.scenario.BadScenario;
import dev.regent.simulation.scenario.Scenario;
import dev.regent.simulation.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabTableTest {
  private static final Summary SIMULATED = new Summary(3_900, 0, 0, "standby");
  @TempDir Path directory;

  @Test
  void theLastLineAboutAScenarioCounts() throws IOException {
    TrialFile file = new TrialFile(directory.resolve("out.json"));
    assertThat(file.read()).isEmpty();
    file.append(trial("P-primary-alone", "failed"));
    file.append(trial("P-primary-alone", "passed"));
    TrialRecord skipped =
        new TrialRecord(
            "P-lies", "skipped", "no lies", SIMULATED, Optional.empty(), Optional.empty());
    file.append(skipped);
    assertThat(file.read())
        .containsOnlyKeys("P-lies", "P-primary-alone")
        .containsEntry("P-lies", skipped)
        .containsEntry("P-primary-alone", trial("P-primary-alone", "passed"));
  }

  @Test
  void aStrangeLineIsToldByItsPlace() throws IOException {
    TrialFile file = new TrialFile(directory.resolve("out.json"));
    file.append(trial("P-primary-alone", "passed"));
    Files.writeString(file.path(), Files.readString(file.path()) + "{\"half\n");
    assertThatThrownBy(file::read)
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("out.json:2: no line of regent lab run --json");
  }

  @Test
  void everyScenarioStandsInTheTableOnce() throws BadScenario, IOException {
    TreeMap<String, TrialRecord> trials = new TreeMap<>();
    trials.put("P-primary-alone", trial("P-primary-alone", "disturbed"));
    trials.put("P-standby-alone", trial("P-standby-alone", "failed"));
    String text =
        new LabTable(trials)
            .text(scenarios("P-primary-alone", "P-standby-alone", "P-lies", "P-witness-alone"));
    assertThat(text)
        .contains("4 scenarios: 1 disturbed, 1 failed, 1 skipped.")
        .containsPattern("\\| `P-primary-alone` \\| 3\\.\\d+s; two 0ms; lost 0; VIP standby \\|")
        .contains("| 5.2s; two 0ms; lost 0; VIP primary | disturbed | VIP on another node; late |")
        .contains("| FAILED | ")
        .contains("| `P-lies` | nobody can make a real membership lie |")
        .contains("Not run yet: P-witness-alone");
  }

  @Test
  void aDifferenceThatIsExpectedIsExplained() throws BadScenario, IOException {
    String id = "peers-16-two-daemons";
    TreeMap<String, TrialRecord> trials = new TreeMap<>();
    trials.put(id, trial(id, "passed"));
    assertThat(new LabTable(trials).text(scenarios(id))).contains("| passed | ", "JVM");
  }

  private static TrialRecord trial(String id, String verdict) {
    return new TrialRecord(
        id,
        verdict,
        "late",
        SIMULATED,
        Optional.of(new Summary(5_200, 0, 0, "primary")),
        Optional.of(new TrialRecord.Probes(1, 2, 3, 4, Optional.of(5L))));
  }

  private static List<Scenario> scenarios(String... ids) throws BadScenario, IOException {
    List<Scenario> scenarios = new ArrayList<>();
    for (String id : ids) {
      scenarios.add(Scenarios.find(id, Path.of("")).orElseThrow());
    }
    return scenarios;
  }
}
