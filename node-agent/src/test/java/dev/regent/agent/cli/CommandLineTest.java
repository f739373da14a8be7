package dev.regent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "help", "--help", "-h"})
  void helpListsAllCommands(String word) {
    Cli.Run run = word.isEmpty() ? Cli.run() : Cli.run(word);

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("status", "switchover", "failover", "pause", "resume", "history")
        .contains("confirm-fenced", "confirm-voter-gone", "version", "help");
  }

  @Test
  void everyCommandHasItsUsage() {
    for (SubCommand command : SubCommands.all().list()) {
      assertThat(Cli.run("help", command.name()).out())
          .isEqualTo(Cli.run(command.name(), "--help").out())
          .contains("regent " + command.name());
      assertThat(command.summary()).isNotEmpty();
    }
  }

  @Test
  void aCommandThatIsNotThereIsGuessed() {
    Cli.Run run = Cli.run("swichover");

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("no command swichover (did you mean switchover?)");
    assertThat(Cli.run("help", "xyzzy-plugh").err()).doesNotContain("did you mean");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(Cli.run("version").out()).startsWith("regent ");
    assertThat(Cli.run("--version").out()).startsWith("regent ");
    assertThat(Json.parse(Cli.run("version", "--json").out())).isPresent();
    assertThat(Cli.run("version", "--short").code()).isEqualTo(ExitCodes.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1:1",
        "http://127.0.0.1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:7401/path",
        "http://ann:secret@127.0.0.1:7401",
        "::::",
        ","
      })
  void anAddressThatMakesNoSenseIsRefused(String url) {
    Cli.Run run = Cli.run("status", "--url", url);

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("--url").contains("http://HOST:PORT");
  }

  @Test
  void nodesAreTakenFromTheEnvironment() {
    try (ScriptedNode node = new ScriptedNode().withOrders(Bodies.serving("a", "3.17", "2.9"))) {
      String withoutScheme = node.url().substring("http://".length());

      Cli.Run run = Cli.run(Map.of("REGENT_URL", withoutScheme), directory, "status");

      assertThat(run.code()).isEqualTo(ExitCodes.OK);
    }
  }

  @Test
  void nodesAreTakenFromARunningDemo() throws IOException {
    try (ScriptedNode node = new ScriptedNode().withOrders(Bodies.serving("a", "3.17", "2.9"))) {
      Path urls = directory.resolve(Addresses.DEMO);
      Files.createDirectories(urls.getParent());
      Files.writeString(urls, ScriptedNode.deadUrl() + "\n" + node.url() + "\n");

      assertThat(Cli.run(Map.of(), directory, "status").code()).isEqualTo(ExitCodes.OK);

      Files.writeString(urls, "\n");
      Cli.Run empty = Cli.run(Map.of(), directory, "status");
      assertThat(empty.code()).isEqualTo(ExitCodes.USAGE);
      assertThat(empty.err()).contains("urls names no node");
    }
  }

  @Test
  void aConfigurationThatCannotBeUsedSaysWhy() {
    Path missing = directory.resolve("no.conf");

    Cli.Run run = Cli.run("status", "--config", missing.toString());

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("cannot use --config").contains("no.conf");
    assertThat(Cli.run("status", "--config", "x", "--url", "http://a:1").err())
        .contains("not both");
  }

  @Test
  void aNodeNeedsAConfigurationThatIsRight() {
    Cli.Run run = Cli.run("node");

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("--config FILE is missing");
    assertThat(Cli.run("node", "--config", directory.resolve("no.conf").toString()).code())
        .isEqualTo(ExitCodes.USAGE);
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 kB", "1572864,1.5 MB", "5368709120,5.0 GB"})
  void sizesAreReadable(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"90,0.1 s", "9999,10.0 s", "10000,10 s", "119999,119 s", "120000,2 min"})
  void timesAreReadable(long millis, String text) {
    assertThat(Amounts.time(millis)).isEqualTo(text);
  }

  @Test
  void durationsHaveUnits() {
    assertThat(Amounts.duration("30")).contains(Duration.ofSeconds(30));
    assertThat(Amounts.duration("500ms")).contains(Duration.ofMillis(500));
    assertThat(Amounts.duration("2m")).contains(Duration.ofMinutes(2));
    assertThat(List.of("", "0", "-1s", "1h", "99999999s"))
        .allMatch(bad -> Amounts.duration(bad).isEmpty());
  }

  @Test
  void coloursDoNotMoveColumns() {
    Table table = Table.withHeader("A", "B");
    table.row(List.of(new Table.Cell("x", Ink.BAD), Table.Cell.plain("y")));
    table.row("longer", "z");

    assertThat(table.text(true).lines())
        .containsExactly(
            "\u001b[2mA\u001b[0m       \u001b[2mB\u001b[0m",
            "\u001b[31mx\u001b[0m       y",
            "longer  z");
    assertThat(table.text(false)).isEqualTo("A       B\nx       y\nlonger  z\n");
  }
}
