package dev.regent.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpansTest {
  private static final String PATH = "GET /api/v1/databases/orders/milestones";

  private final ScriptedNode leader = new ScriptedNode().withOrders();
  private final ScriptedNode holder = new ScriptedNode().withOrders();

  @AfterEach
  void stop() {
    leader.close();
    holder.close();
  }

  private static String body(String node, String... lines) {
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      String[] parts = line.split(" ");
      all.append(all.isEmpty() ? "" : ",")
          .append("{'milestone':'%s','about':'%s','at':'%s'}".formatted((Object[]) parts));
    }
    return "{'name':'orders','answeredBy':'%s','milestones':[%s]}"
        .formatted(node, all)
        .replace('\'', '"');
  }

  private void tell() {
    leader.on(
        PATH,
        200,
        body(
            "w",
            "suspected 3.8 2026-01-02T03:04:05.000Z",
            "revoked 3.8 2026-01-02T03:04:05.002Z",
            "granted 3.9 2026-01-02T03:04:05.100Z",
            "promoted 3.10 2026-01-02T03:04:05.300Z",
            "switchover-started 3.12 2026-01-02T04:00:00Z"));
    holder.on(
        PATH,
        200,
        body(
            "b",
            "leased 3.9 2026-01-02T03:04:05.101Z",
            "opened 3.9 2026-01-02T03:04:05.310Z",
            "vip-up 3.9 2026-01-02T03:04:05.3125Z",
            "stopped 3.9 2026-01-02T04:00:00.200Z"));
  }

  @Test
  void whatTheNodesToldIsPutTogetherForEachChange() {
    tell();

    Cli.Run run = Cli.run("history", "--spans", "--url", leader.url(), "--url", holder.url());

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            200 ms
            AT (UTC)                 STEP MS  ALL MS  MILESTONE           NODE  ABOUT
            2026-01-02 04:00:00.000  0.0      0.0     switchover-started  w     3.12
            2026-01-02 04:00:00.200  200.0    200.0   stopped             b     3.9

            310 ms
            AT (UTC)                 STEP MS  ALL MS  MILESTONE  NODE  ABOUT
            2026-01-02 03:04:05.000  0.0      0.0     suspected  w     3.8
            2026-01-02 03:04:05.002  2.0      2.0     revoked    w     3.8
            2026-01-02 03:04:05.100  98.0     100.0   granted    w     3.9
            2026-01-02 03:04:05.101  1.0      101.0   leased     b     3.9
            2026-01-02 03:04:05.300  199.0    300.0   promoted   w     3.10
            2026-01-02 03:04:05.310  10.0     310.0   opened     b     3.9
            2026-01-02 03:04:05.312  2.5      312.5   vip-up     b     3.9

            """);
  }

  @Test
  void aNodeThatIsSilentIsNamed() {
    tell();
    String gone = holder.url();
    holder.close();

    Cli.Run run =
        Cli.run("history", "--spans", "--limit", "1", "--url", leader.url(), "--url", gone);

    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.err()).startsWith("without " + gone);
    assertThat(run.out())
        .startsWith("0 ms")
        .contains("switchover-started")
        .doesNotContain("revoked");
  }

  @Test
  void jsonIsWhatEachNodeSaid() {
    tell();

    Cli.Run run =
        Cli.run("history", "--spans", "--json", "--url", leader.url(), "--url", holder.url());

    assertThat(run.out().lines().toList()).hasSize(2).last().asString().contains("\"leased\"");
  }
}
