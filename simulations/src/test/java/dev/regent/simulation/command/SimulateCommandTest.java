package dev.regent.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of(),
            directory,
            System::nanoTime);
    return new SimulateCommand().run(List.of(arguments), terminal);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listsWhatThereIs() {
    assertThat(run("list")).isEqualTo(ExitCodes.OK);

    assertThat(said()).contains("P-primary-alone", "D001-preempt-steals-vip");
  }

  @Test
  void playsAScenarioUnderItsSchemeAndUnderRegent() {
    assertThat(run("D001-preempt-steals-vip", "--compare")).isEqualTo(ExitCodes.OK);

    assertThat(said())
        .contains("D001-preempt-steals-vip under keepalived-notify")
        .contains("as the document says: yes")
        .contains("D001-preempt-steals-vip: passed");
  }

  @Test
  void aFileThatFailsIsShownAndIsAnError() throws IOException {
    Files.writeString(
        directory.resolve("mine.conf"),
        """
        title = "t"
        source = "s"
        steps = [ 0s power off primary ]
        expect = [ no outage ]
        """);

    assertThat(run("mine.conf")).isEqualTo(ExitCodes.FAILED);

    assertThat(said()).contains("NOT  no outage").contains("mine: FAILED");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("nothing-here")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("P-primary-alone", "--loud")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("P-primary-alone", "--compare")).isEqualTo(ExitCodes.USAGE);
    assertThat(run()).isEqualTo(ExitCodes.USAGE);

    assertThat(complained())
        .contains("there is no scenario and no file nothing-here")
        .contains("there is no option --loud")
        .contains("P-primary-alone has no scheme")
        .contains("say what to simulate");
  }

  @Test
  void whatASeedDoesDoesNotDependOnHowManyRunAtOnce() {
    run("fuzz", "--seeds", "4", "--seconds", "20", "--jobs", "1");
    run("fuzz", "--seeds", "4", "--seconds", "20", "--jobs", "2");

    List<String> sums = said().lines().map(line -> line.split(" in ", -1)[0]).toList();
    assertThat(sums).hasSize(2);
    assertThat(sums.getFirst()).isEqualTo(sums.getLast()).contains("4 seeds from 1, 0 failed");
  }
}
