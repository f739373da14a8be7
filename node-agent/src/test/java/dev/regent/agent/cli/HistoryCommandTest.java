package dev.regent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCommandTest {
  private static final String HISTORY =
      """
      {'name':'orders','answeredBy':'a','quorum':true,'quorumReason':'','missing':true,
      'entries':[{'revision':'3.18','event':'primary-revoked','node':'a','reason':'silent',
      'why':'it was silent','details':'token 2.9','at':'2026-01-02T03:04:05.678Z',
      'phase':'revoked'},{'revision':'3.17','event':'leader-elected','node':'w',
      'reason':null,'why':'no leader','details':'w decides','at':'2026-01-02T03:04:04Z',
      'phase':'primary'}]}\
      """
          .replace("\n", "")
          .replace('\'', '"');

  private final ScriptedNode node = new ScriptedNode().withOrders();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void eachTransitionIsShownWithItsReason() {
    node.on("GET /api/v1/databases/orders/history?limit=20", 200, HISTORY);

    Cli.Run run = Cli.run("history", "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            AT (UTC)                 REVISION  EVENT            NODE  WHY
            2026-01-02 03:04:05.678  3.18      primary-revoked  a     it was silent
                                                                        token 2.9
            2026-01-02 03:04:04      3.17      leader-elected   w     no leader
                                                                        w decides
            older transitions are not in this node's journal
            """);
  }

  @Test
  void theLimitIsPassedOn() {
    node.on("GET /api/v1/databases/orders/history?limit=7", 200, HISTORY);

    Cli.Run run = Cli.run("history", "--limit", "7", "--json", "--url", node.url());

    assertThat(run.out()).isEqualTo(HISTORY + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "ten", "-1", "12345678901"})
  void aLimitThatMakesNoSenseIsRefusedBeforeAnybodyIsAsked(String limit) {
    Cli.Run run = Cli.run("history", "--limit=" + limit, "--url", node.url());

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("1 to 1000, got: " + limit);
  }
}
