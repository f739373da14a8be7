package dev.regent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
  private static final String SERVING = Bodies.serving("a", "3.17", "2.9");
  private static final String MINORITY =
      SERVING
          .replace("\"quorum\":true", "\"quorum\":false")
          .replace("w leads term 3", "no leader is known since term 3");

  private final ScriptedNode node = new ScriptedNode();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aHealthyDatabaseIsShownInTables() {
    node.withOrders(SERVING);

    Cli.Run run = Cli.run("status", "--url", node.url());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            orders: a is primary, redundant
              phase primary      revision 3.17   token 2.9  timeline 2
              mode availability  sync ANY 1 (b)  leader w   answered by a

            NODE  ROLE     POSTGRESQL        TL  POSITION   LAG     SYNC  LEASE  SEEN       ENDPOINT
            a     primary  writable          2   0/5000000  -       -     held   0.1 s ago  db1:5432
            b     standby  streaming from a  2   0/4FFF000  4.0 kB  yes   -      0.1 s ago  db2:5432

            VOTER  ROLE            LAST CONTACT  ACCEPTED  LEASE SLOT
            w      witness, leads  0.1 s ago     -         -
            a      data            itself        3.17      2.9 for 3.5 s
            b      data            -             -         -
            """);
  }

  @Test
  void whatIsWrongIsSaid() {
    node.withOrders(
        SERVING
            .replace("\"redundant\":true", "\"redundant\":false")
            .replace("\"notRedundantBecause\":[]", "\"notRedundantBecause\":[\"b is silent\"]")
            .replace("\"waitingForText\":null", "\"waitingForText\":\"the lease runs out\"")
            .replace("\"problems\":[]", "\"problems\":[\"b: disk full\"]")
            .replace("\"reportAgeMs\":90,\"reportFresh\":true", "\"reportAgeMs\":9000"));

    Cli.Run run = Cli.run("status", "--url", node.url());

    assertThat(run.out())
        .contains("not redundant\n", "silent (was standby)", "9.0 s ago")
        .contains("waiting: the lease runs out\n")
        .contains("not redundant: b is silent\n")
        .contains("problem: b: disk full\n");
  }

  @Test
  void jsonIsWhatTheNodeSaid() {
    node.withOrders(SERVING);

    assertThat(Cli.run("status", "--json", "--url", node.url()).out()).isEqualTo(SERVING + "\n");
  }

  @Test
  void theNextNodeIsAskedWhenOneDoesNotAnswer() {
    node.withOrders(SERVING);

    Cli.Run run = Cli.run("status", "--url", ScriptedNode.deadUrl() + "," + node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("a is primary");
  }

  @Test
  void aNodeOfTheMajorityIsBelievedBeforeOneOfTheMinority() {
    node.withOrders(MINORITY);
    try (ScriptedNode other = new ScriptedNode().withOrders(Bodies.serving("b", "4.20", "4.19"))) {
      Cli.Run run = Cli.run("status", "--url", node.url(), "--url", other.url());

      assertThat(run.code()).isEqualTo(ExitCodes.OK);
      assertThat(run.out()).contains("b is primary");
    }
  }

  @Test
  void aMinorityAloneIsShownAsOne() {
    node.withOrders(MINORITY);

    Cli.Run run = Cli.run("status", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.NO_ANSWER);
    assertThat(run.out()).contains("NO QUORUM: no leader is known since term 3");
  }

  @Test
  void withoutAnyAnswerEachNodesReasonIsShown() {
    String one = ScriptedNode.deadUrl();
    String other = ScriptedNode.deadUrl();

    Cli.Run run = Cli.run("status", "--url", one, "--url", other);

    assertThat(run.code()).isEqualTo(ExitCodes.NO_ANSWER);
    assertThat(run.err()).contains(one + ": Connection refused", other + ": Connection refused");
  }

  @Test
  void somethingElseThatListensThereIsNoAnswer() {
    node.on("GET /api/v1/databases", 200, "<html>hello</html>");

    Cli.Run run = Cli.run("status", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.NO_ANSWER);
    assertThat(run.err()).contains("HTTP 200").contains("<html>");
  }

  @Test
  void severalDatabasesAreListed() {
    node.on("GET /api/v1/databases", 200, Bodies.databases("orders", "users"));

    Cli.Run run = Cli.run("status", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            DATABASE  PHASE    PRIMARY  REDUNDANT  QUORUM  MODE          LEADER
            orders    primary  a        yes        yes     availability  w
            users     primary  a        yes        yes     availability  w
            """);
  }

  @Test
  void aDatabaseThatIsNotThereIsGuessed() {
    node.withOrders(SERVING);

    Cli.Run run = Cli.run("status", "--url", node.url(), "--database", "order");

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err())
        .contains("there is no database order (did you mean orders?); known: orders");
  }
}
