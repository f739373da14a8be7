package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.simulation.Typed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is typed; nothing is built. */
class LabCommandTest {
  private final Typed terminal = new Typed();

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
    assertThat(terminal.said())
        .contains("faults: cable-pulled")
        .containsPattern("P-primary-alone +runs")
        .containsPattern("P-delay-1s +skipped: .*netem");
  }

  private void refuses(String message, String... words) {
    terminal.forget();
    assertThat(run(words)).as(message).isEqualTo(ExitCodes.USAGE);
    assertThat(terminal.complained()).contains(message);
  }

  private int run(String... words) {
    return new LabCommand().run(List.of(words), terminal.in(Path.of("/nowhere")));
  }
}
