package dev.regent.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.cli.ExitCodes;
import dev.regent.simulation.Typed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private final Typed terminal = new Typed();

  @TempDir private Path directory;

  private int run(String... arguments) {
    return new SimulateCommand().run(List.of(arguments), terminal.in(directory));
  }

  @Test
  void listsWhatThereIs() {
    assertThat(run("list")).isEqualTo(ExitCodes.OK);

    assertThat(terminal.said()).contains("P-primary-alone", "D001-preempt-steals-vip");
  }

  @Test
  void playsAScenarioUnderItsSchemeAndUnderRegent() {
    assertThat(run("D001-preempt-steals-vip", "--compare")).isEqualTo(ExitCodes.OK);

    assertThat(terminal.said())
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

    assertThat(terminal.said()).contains("NOT  no outage").contains("mine: FAILED");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(run("nothing-here")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("P-primary-alone", "--loud")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("P-primary-alone", "--compare")).isEqualTo(ExitCodes.USAGE);
    assertThat(run()).isEqualTo(ExitCodes.USAGE);

    assertThat(terminal.complained())
        .contains("there is no scenario and no file nothing-here")
        .contains("there is no option --loud")
        .contains("P-primary-alone has no scheme")
        .contains("say what to simulate");
  }

  @Test
  void aComparisonIsWrittenAsAPage() throws IOException {
    assertThat(run("D001-preempt-steals-vip", "--compare", "--html", "page.html"))
        .isEqualTo(ExitCodes.OK);
    assertThat(run("--all", "--html", "page.html")).isEqualTo(ExitCodes.USAGE);

    assertThat(Files.readString(directory.resolve("page.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("keepalived-notify", "Regent", "stop postgres primary");
    assertThat(terminal.complained()).contains("--html shows one scenario");
  }

  @Test
  void aHistoryThatCannotBeReadIsRefusedWithItsPlace() throws IOException {
    Files.writeString(directory.resolve("bad.json"), "{\"entries\": [1]}");
    Files.write(directory.resolve("binary.json"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(run("--from-history", "nothing.json")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--from-history", "bad.json")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--from-history", "binary.json")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("--from-history")).isEqualTo(ExitCodes.USAGE);

    assertThat(terminal.complained())
        .contains("there is no file nothing.json")
        .contains("bad.json: entries[0].event: expected text")
        .contains("binary.json: not text in UTF-8; expected what regent history --json")
        .contains("--from-history needs a value");
  }

  @Test
  void aRealHistoryIsReplayedAndBecomesAScenario() throws IOException {
    try (InputStream dump = getClass().getResourceAsStream("/history-of-a-demo.json")) {
      Files.write(directory.resolve("demo.json"), dump.readAllBytes());
    }

    assertThat(run("--from-history", "demo.json", "--out", "mine.conf")).isEqualTo(ExitCodes.OK);
    assertThat(terminal.said())
        .contains("recorded", "replayed", "difference")
        .containsPattern("primary-revoked .: .* <- ")
        // Who leads is not recorded, and the replay may lose its leader with a node.
        .containsPattern("only recorded: 0; only replayed: [0-2]\\n");
    assertThat(run("mine.conf")).isEqualTo(ExitCodes.OK);
  }

  @Test
  void whatASeedDoesDoesNotDependOnHowManyRunAtOnce() {
    run("fuzz", "--seeds", "4", "--seconds", "20", "--jobs", "1");
    run("fuzz", "--seeds", "4", "--seconds", "20", "--jobs", "2");

    List<String> sums = terminal.said().lines().map(line -> line.split(" in ", -1)[0]).toList();
    assertThat(sums).hasSize(4);
    assertThat(sums.subList(0, 2)).isEqualTo(sums.subList(2, 4));
    assertThat(sums.getFirst()).contains("4 seeds from 1, 0 failed");
  }

  @Test
  void speedSaysTheMachineAndALineForEachRoundOfTheSameSeeds() {
    assertThat(run("speed", "--seeds", "2", "--seconds", "5", "--rounds", "2")).isZero();

    List<String> lines = terminal.said().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).contains(" processors, Java 25").contains("2 seeds a round");
    String number = " +[0-9]+[.][0-9]+";
    assertThat(lines.get(2)).matches(" +1" + number.repeat(3) + " +[0-9]+");
    // The same seeds have the same events, whatever the machine does.
    assertThat(column(lines.get(3))).isEqualTo(column(lines.get(2)));
  }

  private static String column(String line) {
    return line.strip().split(" +", -1)[2];
  }
}
