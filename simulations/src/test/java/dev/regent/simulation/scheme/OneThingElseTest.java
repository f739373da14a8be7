package dev.regent.simulation.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a document reports comes from the setting that it blames: with another one it is gone. */
class OneThingElseTest {

  private static void assertGone(String id, String from, String to, String... gone) {
    assertThat(Documents.notShown(Documents.changed(id, from, to))).contains(gone);
  }

  @Test
  void withoutPreemptionAReturningNodeTakesNothing() {
    assertGone(
        "D001-preempt-steals-vip", "preempt = true", "preempt = false", "vip read-only for 30s");
  }

  @Test
  void aWeightAboveTheDifferenceOfThePrioritiesMovesTheAddress() {
    assertGone("D001-weight-too-small", "weight = 10", "weight = 21", "vip on primary at the end");
  }

  @Test
  void aFreshHeartbeatRowPromotesNobody() {
    assertGone("D001-heartbeat-lost", "window = 0s", "window = 60s", "two primaries for 30s");
  }

  @Test
  void aHeartbeatRowIsAsFreshAsTheClocksSay() {
    assertGone(
        "D001-stale-heartbeat-row",
        "75s power off primary",
        "70s set clock standby back 1min\n  75s power off primary",
        "standby is primary within 85s");
  }

  @Test
  void aFencingDeviceThatAnswersLeavesOnePrimary() {
    assertGone(
        "D001-stonith-unavailable", "device = silent", "device = answers", "two primaries for 30s");
  }

  @Test
  void theSameRouterIdLeavesOneAddress() {
    assertGone(
        "D001-router-id-mismatch",
        "standby-router-id = 11",
        "standby-router-id = 10",
        "two vips for 30s",
        "two primaries for 30s");
  }

  @Test
  void anotherPasswordIsAsBadAsAnotherRouterId() {
    assertThat(
            Documents.notShown(
                Documents.changed(
                    "D001-router-id-mismatch",
                    "standby-router-id = 11",
                    "standby-router-id = 10, vrrp.standby-password = 2222")))
        .isEmpty();
  }

  @Test
  void withoutPingsTheArbiterMayFail() {
    assertGone("D001-arbiter-fails", "pinged = true", "pinged = false", "outage at least 45s");
  }

  @Test
  void theRemoteCheckOfDocument002PromotesAfterALossOfPower() {
    assertGone("D002-power-off", "standby = tcp", "standby = misc", "promotions 0");
  }

  @Test
  void aNetworkThatTakesGratuitousArpServesAgain() {
    assertGone("D002-vip-refused-by-network", "= refused", "= accepted", "no service at the end");
  }

  @Test
  void aWeightThatBreaksTheTieMovesTheAddress() {
    assertGone(
        "D003-priority-tie",
        "check.reports = exit-status",
        "check.reports = exit-status, check.weight = -6",
        "vip on primary at the end");
  }

  @Test
  void aCopyThatIsCompleteBeforeTheNextFailureIsLeft() {
    assertGone(
        "D003-rejoin-wipes-then-fails", "30s lose data", "40s lose data", "no data at the end");
  }

  @Test
  void aSynchronousStandbyLosesNothing() {
    assertGone(
        "D003-standby-lost",
        "model = keepalived-check-pg",
        "model = keepalived-check-pg, replication = sync",
        "acknowledged writes lost",
        "primary is primary at 30s");
  }

  @Test
  void aWatchdogKeepsAFrozenDaemonFromASecondPrimary() {
    assertGone(
        "D004-leader-daemon-frozen", "mode = off", "mode = required", "two primaries for 25s");
  }

  @Test
  void aGreaterMaximumLagPromotesAndLoses() {
    assertGone(
        "D004-lagging-replica",
        "model = patroni",
        "model = patroni, maximum-lag-on-failover = 104857600",
        "nobody is primary at the end",
        "promotions 0");
  }

  @Test
  void aReplicaThatWatchesTheLeaderKeyWaitsNoLoop() {
    assertGone(
        "D004-ttl-budget",
        "watches-leader-key = false",
        "watches-leader-key = true",
        "outage at least 40s");
  }
}
