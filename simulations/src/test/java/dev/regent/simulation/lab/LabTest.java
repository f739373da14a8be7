package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.simulation.Typed;
import dev.regent.simulation.demo.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real hosts, end to end; skipped where there can be none. */
@Tag("process")
class LabTest {
  private static final String ID = "test";

  private static final List<String> SCENARIOS =
      List.of("primary-alone", "standby-alone", "postmaster-killed", "disk-stalled");

  private final Typed terminal = new Typed();
  @TempDir Path directory;

  @BeforeEach
  void needsHostsOfWhichNothingIsLeft() {
    assumeTrue(canHaveHosts(), "root, iproute2, nftables and network namespaces are needed");
    lab("down", "--id", ID);
    terminal.forget();
  }

  private static boolean canHaveHosts() {
    try {
      Network.check();
      return Files.isWritable(Path.of("/run"));
    } catch (CannotStart _) {
      return false;
    }
  }

  @Test
  void scenariosComeOutAsSimulatedAndNothingIsLeft() throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "P-clock-back"));
    for (String scenario : SCENARIOS) {
      words.add(copied(scenario));
    }
    words.addAll(List.of("--id", ID, "--json", "out.json"));
    int code = lab(words.toArray(String[]::new));
    assertThat(code).as("%s%s", terminal.said(), terminal.complained()).isEqualTo(ExitCodes.OK);
    assertThat(terminal.said())
        .contains("skipped: all hosts of one machine", "5 scenarios:", " 0 failed", "1 skipped");
    Map<String, TrialRecord> trials = new TrialFile(directory.resolve("out.json")).read();
    assertThat(trials).hasSize(1 + SCENARIOS.size()).containsKey("P-clock-back");
    assertThat(trials.values())
        .filteredOn(trial -> SCENARIOS.contains(trial.scenario()))
        .hasSameSizeAs(SCENARIOS)
        .allSatisfy(trial -> {
          assertThat(trial.verdict()).isIn("passed", "disturbed");
          assertThat(trial.real().orElseThrow().lost()).isZero();
        });
    assertNothingIsLeft();
  }

  @Test
  void tortureForTwoMinutesLosesNothing() {
    int code = lab("torture", "--minutes", "2", "--seed", "7", "--id", ID);
    assertThat(code).as("%s%s", terminal.said(), terminal.complained()).isEqualTo(ExitCodes.OK);
    assertThat(terminal.said()).containsPattern("[1-9]\\d* acknowledged, .*; 0 violations");
    assertNothingIsLeft();
  }

  @Test
  void leftoversOfACrashAreRemovedByTheirNames() {
    new Network(Shape.usual().topology(ID)).build();
    assertThat(Network.namespaces(ID)).hasSize(6);
    assertThat(lab("down", "--id", ID)).isEqualTo(ExitCodes.OK);
    assertThat(Network.namespaces(ID)).isEmpty();
  }

  @Test
  void aHostThatIsNotThereIsSaid() {
    assertThat(lab("shell", "a", "--id", "nobody")).isEqualTo(ExitCodes.USAGE);
    assertThat(terminal.complained()).contains("lab nobody is not up: regent lab up --id nobody");
  }

  private String copied(String scenario) throws IOException {
    String name = scenario + ".conf";
    try (InputStream from =
        Objects.requireNonNull(getClass().getResourceAsStream("/lab/" + name), name)) {
      Files.copy(from, directory.resolve(name));
    }
    return name;
  }

  private void assertNothingIsLeft() {
    assertThat(Network.namespaces(ID)).isEmpty();
    assertThat(LabState.file(ID)).doesNotExist();
    assertThat(directory.resolve(".regent/lab-" + ID)).doesNotExist();
  }

  private int lab(String... words) {
    return new LabCommand().run(List.of(words), terminal.in(directory));
  }
}
