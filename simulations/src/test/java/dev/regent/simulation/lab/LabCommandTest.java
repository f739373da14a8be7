package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.agent.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is typed; nothing is built. */
class LabCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void wrongWordsAreSaid() {
    refuses("say up, down, shell, run, table, torture or list", "");
    refuses("there is no option --ids; see regent help lab", "up", "--ids", "x");
    refuses("--id is 1 to 12 small letters and digits, got: My-Lab", "up", "--id", "My-Lab");
    refuses("--profile is default or fast", "up", "--profile", "slow");
    refuses("--data-nodes is 2 or 3", "up", "--data-nodes", "9");
    refuses("there is no scenario, fault or file P-nothing", "run", "P-nothing");
    refuses("say which scenarios, or --all", "run");
    refuses("--continue goes with --json FILE", "run", "--all", "--continue");
    refuses("say the files that regent lab run --json wrote", "table");
    refuses("there is no file gone.json", "table", "gone.json");
    refuses("--minutes is a number, got: long", "torture", "--minutes", "long");
  }

  @Test
  void theListSaysWhatCannotBeRunHere() {
    assertThat(run("list")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("faults: cable-pulled")
        .containsPattern("P-primary-alone +runs")
        .containsPattern("P-delay-1s +skipped: .*netem");
  }

  private void refuses(String message, String... words) {
    err.reset();
    assertThat(run(words)).as(message).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
  }

  private int run(String... words) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of(),
            Path.of("/nowhere"),
            System::nanoTime);
    return new LabCommand().run(List.of(words), terminal);
  }
}
