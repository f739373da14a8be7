package dev.regent.simulation.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.simulation.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemesTest {
  private static final List<String> DESIGNED =
      List.of(
          "D000-check-masks-failure",
          "D000-nic-down",
          "D000-nopreempt-return",
          "D000-vip-follows-role",
          "D001-arbiter-fails",
          "D001-both-restart",
          "D001-firewall-drops-vrrp",
          "D001-gateway-unreachable",
          "D001-heartbeat-lost",
          "D001-keepalived-dies-alone",
          "D001-preempt-steals-vip",
          "D001-router-id-mismatch",
          "D001-stale-heartbeat-row",
          "D001-stonith-unavailable",
          "D001-weight-too-small",
          "D002-power-off",
          "D002-process-killed",
          "D002-second-failure",
          "D002-ssh-check-hangs",
          "D002-vip-refused-by-network",
          "D003-any-postgres-process",
          "D003-controldata-stale",
          "D003-old-primary-started-by-hand",
          "D003-priority-tie",
          "D003-rejoin-wipes-then-fails",
          "D003-standby-lost",
          "D003-stop-primary",
          "D004-continuous-writes",
          "D004-dcs-all-down",
          "D004-dcs-minority",
          "D004-haproxy-hung",
          "D004-lagging-replica",
          "D004-leader-daemon-frozen",
          "D004-leader-daemon-frozen-watchdog",
          "D004-leader-daemon-stopped",
          "D004-switchover",
          "D004-ttl-budget");

  @Test
  void everyScenarioOfTheDocumentsIsThere() {
    assertThat(Documents.ids()).containsAll(DESIGNED);
  }

  @TestFactory
  Stream<DynamicTest> theSchemeShowsWhatItsDocumentSays() {
    return Documents.ids().stream()
        .map(id ->
            DynamicTest.dynamicTest(
                id,
                () -> {
                  Scenario scenario = Documents.scenario(id);
                  assertThat(scenario.scheme().orElseThrow().expected()).isNotEmpty();
                  assertThat(Documents.notShown(scenario)).isEmpty();
                }));
  }

  @TestFactory
  Stream<DynamicTest> theSameScenarioGivesTheSameRecording() {
    return Documents.ids().stream()
        .map(Documents::scenario)
        .map(scenario ->
            DynamicTest.dynamicTest(
                scenario.id(),
                () -> assertThat(Schemes.run(scenario)).isEqualTo(Schemes.run(scenario))));
  }

  @Test
  void anUnknownModelIsRefusedWithTheKnownOnes() {
    assertRefused("model = patroni", "model = patronus", "patronus", "keepalived-repmgr, ");
  }

  @Test
  void anUnknownSettingIsRefusedWithTheKnownOnes() {
    assertRefused("model = patroni", "model = patroni, ttll = 3s", "ttll", "retry-timeout, ");
  }

  @Test
  void aValueOfAnotherKindIsRefusedWithWhatIsAllowed() {
    assertRefused("model = patroni", "model = patroni, ttl = soon", "ttl = soon", "such as 350ms");
  }

  @Test
  void aVerbThatOnlyRegentHasIsRefusedByItsName() {
    assertRefused("switchover to standby", "kill guard primary", "kill guard NODE", "heal");
  }

  @Test
  void aStepForANodeThatThisCellLacksIsRefused() {
    assertRefused("switchover to standby", "power off standby2", "no standby2");
  }

  private static void assertRefused(String from, String to, String... said) {
    Scenario scenario = Documents.changed("D004-switchover", from, to);
    assertThatThrownBy(() -> Schemes.run(scenario))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(said);
  }
}
