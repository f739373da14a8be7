package dev.regent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeCommandTest {
  private static final String BEFORE = Bodies.serving("a", "3.17", "2.9");
  private static final String OLD_VIEW = Bodies.serving("a", "3.17", "2.9");
  private static final String SWITCHING = Bodies.status("switching-over", "a", "3.18", "2.9");
  private static final String REVOKED = Bodies.status("revoked", "a", "3.19", "2.9");
  private static final String ON_B = Bodies.serving("b", "3.21", "3.20");
  private static final String ON_A_AGAIN = Bodies.serving("a", "3.21", "3.20");
  private static final String CLOSED = ON_B.replace("\"open\":true", "\"open\":false");

  private final ScriptedNode node = new ScriptedNode();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aSwitchoverWaitsUntilTheNewPrimaryServes() {
    node.withOrders(BEFORE, OLD_VIEW, SWITCHING, REVOKED, CLOSED, ON_B)
        .onCommand("switchover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("switchover", "--target", "b", "--immediate", "--url", node.url());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out().lines())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).matches("  \\+ *0\\.\\d\\d s  switching-over  a is .*"),
            line -> assertThat(line).matches("  \\+ *0\\.\\d\\d s  revoked         a is .*"),
            line -> assertThat(line).matches("  \\+ *0\\.\\d\\d s  primary         b is .*"),
            line -> assertThat(line).matches("b is the primary, on timeline 2 \\(0\\.\\d s\\)"));
    assertThat(node.commands())
        .singleElement()
        .asString()
        .startsWith(
            "POST /api/v1/databases/orders/switchover"
                + " {\"target\":\"b\",\"immediate\":true,\"by\":\"");
  }

  @Test
  void aSwitchoverThatIsGivenUpFails() {
    node.withOrders(BEFORE, SWITCHING, ON_A_AGAIN)
        .onCommand("switchover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("switchover", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains("failed: the switchover was given up and a is primary again");
  }

  @Test
  void aFailoverMayEndOnTheSameNode() {
    node.withOrders(BEFORE, REVOKED, ON_A_AGAIN)
        .onCommand("failover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("failover", "--accept-data-loss", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(node.commands().getFirst()).contains("{\"acceptDataLoss\":true,\"by\":");
  }

  @Test
  void anotherNodeThanTheOneAskedForIsAFailure() {
    node.withOrders(BEFORE, ON_B).onCommand("failover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("failover", "--target", "c", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains("b is the primary, on timeline 2, not c");
  }

  @Test
  void pauseAndResumeWaitForTheirPhase() {
    node.withOrders(BEFORE, BEFORE, Bodies.status("paused", "a", "3.18", "2.9"))
        .onCommand("pause", 202, Bodies.accepted("3.18"))
        .onCommand("resume", 202, Bodies.accepted("3.18"));

    assertThat(Cli.run("pause", "--url", node.url()).out()).contains("paused: nothing is decided");
    node.withOrders(Bodies.status("resuming", "a", "3.19", "3.19"), ON_A_AGAIN);
    assertThat(Cli.run("resume", "--url", node.url()).out()).contains("a is the primary");
  }

  @Test
  void withoutWaitingItReturnsWhenAccepted() {
    node.withOrders(BEFORE).onCommand("switchover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("switchover", "--no-wait", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).startsWith("accepted at revision 3.18");
  }

  @Test
  void whatIsNotFinishedInTimeGoesOn() {
    node.withOrders(BEFORE, SWITCHING).onCommand("switchover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("switchover", "--timeout", "300ms", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains("timeout: not finished within 0.3 s: it goes on");
  }

  @Test
  void jsonTellsTheWholeCourse() {
    node.withOrders(BEFORE, SWITCHING, ON_B).onCommand("switchover", 202, Bodies.accepted("3.18"));

    Cli.Run run = Cli.run("switchover", "--json", "--url", node.url());

    Json json = Json.parse(run.out()).orElseThrow();
    assertThat(json.shown("command")).isEqualTo("switchover");
    assertThat(json.shown("database")).isEqualTo("orders");
    assertThat(json.shown("outcome")).isEqualTo("done");
    assertThat(json.shown("revision")).isEqualTo("3.18");
    assertThat(json.objects("steps").stream().map(step -> step.shown("phase")))
        .containsExactly("switching-over", "primary");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid, 1, refused",
    "404, unknown, 1, refused",
    "409, conflict, 1, refused",
    "412, unfit, 1, refused",
    "503, no-quorum, 3, no-quorum",
    "503, down, 3, no-quorum",
    "503, outcome-unknown, 3, unknown",
    "500, internal, 3, unknown"
  })
  void aRefusalIsShownWithItsReason(int http, String error, int code, String outcome) {
    node.withOrders(BEFORE).onCommand("switchover", http, Bodies.error(error, "b lags by 5 MB"));

    Cli.Run text = Cli.run("switchover", "--url", node.url());
    Cli.Run json = Cli.run("switchover", "--json", "--url", node.url());

    assertThat(text.code()).isEqualTo(code);
    assertThat(text.err()).startsWith(outcome + ": ").contains("b lags by 5 MB");
    assertThat(json.code()).isEqualTo(code);
    assertThat(json.out())
        .contains("\"error\":\"" + error + "\"", "\"outcome\":\"" + outcome + "\"");
  }

  @Test
  void aMinorityIsPassedOver() {
    node.withOrders(BEFORE)
        .onCommand("pause", 503, Bodies.error("no-quorum", "no leader is heard"));
    try (ScriptedNode other =
        new ScriptedNode().withOrders(BEFORE).onCommand("pause", 202, Bodies.accepted("3.18"))) {
      Cli.Run run = Cli.run("pause", "--no-wait", "--url", node.url() + "," + other.url());

      assertThat(run.code()).isEqualTo(ExitCodes.OK);
      assertThat(node.commands()).hasSize(1);
      assertThat(other.commands()).hasSize(1);
    }
  }

  @Test
  void aCommandThatMayHaveBeenDoneIsNotGivenTwice() {
    node.withOrders(BEFORE).onCommand("failover", 0, "");
    try (ScriptedNode other =
        new ScriptedNode().withOrders(BEFORE).onCommand("failover", 202, Bodies.accepted("4.1"))) {
      Cli.Run run = Cli.run("failover", "--url", node.url() + "," + other.url());

      assertThat(run.code()).isEqualTo(ExitCodes.NO_ANSWER);
      assertThat(run.err()).startsWith("unknown: ").contains("it may have been done");
      assertThat(node.commands()).hasSize(1);
      assertThat(other.commands()).isEmpty();
    }
  }

  @Test
  void severalDatabasesAreNotGuessedAt() {
    node.on("GET /api/v1/databases", 200, Bodies.databases("orders", "users"));

    Cli.Run run = Cli.run("pause", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("name one with --database: orders, users");
  }

  @ParameterizedTest
  @CsvSource({
    "switchover --wait --no-wait, 'give --wait or --no-wait, not both'",
    "switchover --timeout soon, '--timeout is a time as 30s, 500ms or 2m, got: soon'",
    "switchover --timeout 0, '--timeout is a time'",
    "switchover --tagret b, 'there is no option --tagret (did you mean --target?)'",
    "switchover b, 'switchover takes options only, got: b'",
    "switchover --target, '--target needs a value: --target NODE'",
    "switchover --target --immediate, '--target needs a value'",
    "switchover --target=, '--target needs a value'",
    "switchover --target a --target b, '--target is given twice'",
    "switchover --immediate=yes, '--immediate takes no value'",
    "pause --target b, 'there is no option --target'",
    "confirm-fenced, '--node NODE is missing'",
  })
  void aWrongCommandLineChangesNothing(String line, String message) {
    node.withOrders(BEFORE);

    Cli.Run run = Cli.run((line + " --url " + node.url()).split(" "));

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains(message).contains("see regent help");
    assertThat(node.commands()).isEmpty();
  }
}
