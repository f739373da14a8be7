package dev.regent.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.regent.controller.http.RunningServer.Answer;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusTest {
  private static final Leadership FOLLOWS_W = Samples.following(Optional.of(Samples.W), 100);
  private static final Phase REVOKED =
      new Phase.Revoked(
          Samples.TOKEN,
          Samples.SESSION_A,
          RevokeReason.SILENT,
          Optional.of(Samples.B),
          false,
          false);
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aHealthyDatabaseIsToldInFull() {
    JsonNode status = status(FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard());

    assertThat(text(status, "name", "answeredBy", "leader", "mode", "phase", "primary"))
        .isEqualTo("orders a w availability primary a");
    assertThat(text(status, "revision", "term", "token", "timeline", "formation", "systemId"))
        .isEqualTo("3.17 3 2.9 2 f00d 7300000000000000001");
    assertThat(text(status, "quorum", "redundant", "paused", "target", "revokeReason", "vip"))
        .isEqualTo("true true false null null null");
    assertThat(status.get("quorumReason").asText()).isEqualTo("w leads term 3");
    assertThat(status.get("sync"))
        .isEqualTo(
            RunningServer.json(
                "{\"members\":[\"b\"],\"confirmations\":1,\"wantedConfirmations\":1,"
                    + "\"rule\":\"ANY 1 (b)\",\"planned\":null}"));
    assertThat(status.get("problems")).isEmpty();
    assertThat(status.get("notRedundantBecause")).isEmpty();
  }

  @Test
  void whatIsInForceIsToldAndWhereTheFileSaysOtherwise() {
    server.access.become(Samples.formedWith(ProtectionMode.PERFORMANCE, Duration.ofSeconds(10)));
    JsonNode status = server.get("/api/v1/databases/orders").json();

    assertThat(status.get("mode").asText()).isEqualTo("performance");
    assertThat(status.get("problems").toString())
        .contains("a: mode is availability in its file")
        .contains("a: lease.ttl is 4000 ms in its file, and 10000 ms in force");
    assertThat(server.get("/api/v1/databases/orders/history").json().get("cell").get("mode"))
        .isEqualTo(status.get("mode"));
  }

  @Test
  void aNodeIsToldByItsLastReport() {
    JsonNode status =
        status(
            FOLLOWS_W,
            Samples.PRIMARY_ON_A,
            Samples.healthyBoard()
                .with(later(Reports.standby().behind(4096).withProblem("no slot")), Samples.NOW));

    JsonNode b = status.get("nodes").get(1);
    assertThat(text(b, "node", "role", "endpoint", "postgres", "session"))
        .isEqualTo("b standby 10.0.0.2:5432 standby b#6");
    assertThat(text(b, "flushed", "replayed", "lagBytes", "replayLagBytes", "timeline"))
        .isEqualTo("0/4FFF000 0/4FFF000 4096 4096 2");
    assertThat(text(b, "syncMember", "reportFresh", "reportAgeMs", "streaming", "streamsFrom"))
        .isEqualTo("true true 0 true a");
    assertThat(b.get("problem"))
        .isEqualTo(
            RunningServer.json(
                "{\"revision\":\"3.17\",\"code\":\"rewind-failed\",\"message\":\"no slot\","
                    + "\"retry\":true}"));
    assertThat(status.get("problems")).isEqualTo(RunningServer.json("[\"b: no slot\"]"));
    JsonNode w = status.get("nodes").get(2);
    assertThat(text(w, "node", "role", "endpoint", "postgres", "reportAgeMs"))
        .isEqualTo("w witness null unknown null");
  }

  @Test
  void aVoterTellsItsOwnSlotAndTheLeadersContact() {
    JsonNode voters = status(FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()).get("voters");

    assertThat(voters.get(0))
        .isEqualTo(
            RunningServer.json(
                "{\"node\":\"w\",\"witness\":true,\"leader\":true,\"contactAgeMs\":100,"
                    + "\"acceptedRevision\":null,\"slot\":null}"));
    assertThat(voters.get(1).get("slot"))
        .isEqualTo(
            RunningServer.json(
                "{\"token\":\"2.9\",\"free\":false,\"remainingMs\":3500,\"watchedToken\":\"2.9\","
                    + "\"silentMs\":500,\"opinion\":true,\"ageMs\":0}"));
  }

  static Stream<Arguments> phases() {
    return Stream.of(
        Arguments.of(new Phase.Vacant(), "vacant null null null"),
        Arguments.of(new Phase.Bootstrapping(Samples.A), "bootstrapping null a null"),
        Arguments.of(
            new Phase.Granted(
                Samples.TOKEN, Samples.SESSION_B, Samples.TIMELINE, false, Optional.empty()),
            "granted null b 2.9"),
        Arguments.of(Samples.PRIMARY_ON_A, "primary a null 2.9"),
        Arguments.of(
            new Phase.SwitchingOver(
                Samples.TOKEN, Samples.SESSION_A, Samples.TIMELINE, Samples.B, false),
            "switching-over a b 2.9"),
        Arguments.of(REVOKED, "revoked null b 2.9"),
        Arguments.of(new Phase.Paused(Optional.of(Samples.A)), "paused a null null"),
        Arguments.of(new Phase.Resuming(Samples.TOKEN, Samples.SESSION_A), "resuming null a 2.9"));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void everyPhaseHasItsWords(Phase phase, String words) {
    JsonNode status = status(FOLLOWS_W, phase, Samples.healthyBoard());

    assertThat(text(status, "phase", "primary", "target", "token")).isEqualTo(words);
    assertThat(status.get("phaseText").asText()).isNotEmpty();
    assertThat(status.get("redundant").asBoolean()).isEqualTo(phase instanceof Phase.Primary);
  }

  static Stream<Arguments> notRedundant() {
    Board healthy = Samples.healthyBoard();
    return Stream.of(
        Arguments.of(Board.EMPTY.with(Reports.primary().build(), Samples.NOW), "b is silent"),
        Arguments.of(
            Board.EMPTY
                .with(Reports.primary().build(), Samples.NOW)
                .with(Reports.standby().build(), Samples.ago(3401)),
            "standby b is silent"),
        Arguments.of(
            healthy.with(later(Reports.standby().notStreaming()), Samples.NOW),
            "b does not stream from a"),
        Arguments.of(
            healthy.with(later(Reports.standby().with(PostgresStatus.STARTING)), Samples.NOW),
            "PostgreSQL on b is starting"),
        Arguments.of(Board.EMPTY, "the primary a is silent"),
        Arguments.of(
            Board.EMPTY.with(Reports.primary().closed().build(), Samples.NOW),
            "the primary a does not serve writes yet"));
  }

  @ParameterizedTest
  @MethodSource("notRedundant")
  void whatIsMissingForRedundancyIsSaid(Board board, String reason) {
    JsonNode status = status(FOLLOWS_W, Samples.PRIMARY_ON_A, board);

    assertThat(status.get("redundant").asBoolean()).isFalse();
    assertThat(status.get("notRedundantBecause").toString()).contains(reason);
  }

  static Stream<Arguments> quorums() {
    Phase phase = Samples.PRIMARY_ON_A;
    return Stream.of(
        Arguments.of(Samples.following(Optional.of(Samples.W), 1000), true, "w leads term 3"),
        Arguments.of(
            Samples.following(Optional.of(Samples.W), 1001), false, "w was last heard 1001 ms ago"),
        Arguments.of(Samples.following(Optional.empty(), 0), false, "no leader is known"),
        Arguments.of(Samples.leading(phase, Samples.B), true, "this node leads term 3"),
        Arguments.of(Samples.leading(phase), false, "only 1 of 3 voters answer; silent: b, w"),
        Arguments.of(new Leadership.Asking(new Term(4), List.of(), Samples.NOW), false, "term 4"),
        Arguments.of(
            new Leadership.Candidate(new Term(4), List.of(), false, Samples.NOW),
            false,
            "stands for term 4"));
  }

  @ParameterizedTest
  @MethodSource("quorums")
  void aNodeKnowsWhetherItIsPartOfAMajority(Leadership leadership, boolean held, String reason) {
    JsonNode status = status(leadership, Samples.PRIMARY_ON_A, Samples.healthyBoard());

    assertThat(status.get("quorum").asBoolean()).isEqualTo(held);
    assertThat(status.get("quorumReason").asText()).contains(reason);
    assertThat(status.get("leader").isNull()).isEqualTo(!held);
  }

  @Test
  void aLeaderSaysWhatItWaitsFor() {
    JsonNode status = status(Samples.leading(REVOKED, Samples.W), REVOKED, Samples.healthyBoard());

    assertThat(status.get("waitingFor").asText()).isEqualTo("waiting-for-slots");
    assertThat(status.get("waitingForText").asText()).contains("may still be writable");
  }

  @Test
  void anUnformedDatabaseSaysWhoIsMissing() {
    server.access.become(Samples.unformed(Samples.A));

    JsonNode status = server.get("/api/v1/databases/orders").json();

    assertThat(text(status, "phase", "quorum", "primary")).isEqualTo("unformed false null");
    assertThat(status.get("quorumReason").asText()).contains("not heard: w, b");
  }

  @Test
  void allDatabasesAreListed() {
    status(FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard());

    assertThat(server.get("/api/v1/databases").json())
        .isEqualTo(
            RunningServer.json(
                "{\"answeredBy\":\"a\",\"databases\":[{\"name\":\"orders\",\"quorum\":true,"
                    + "\"quorumReason\":\"w leads term 3\",\"mode\":\"availability\","
                    + "\"phase\":\"primary\",\"primary\":\"a\",\"leader\":\"w\","
                    + "\"redundant\":true,\"paused\":false}]}"));
  }

  @Test
  void aReplicaThatIsDownIsListedWithItsReason() {
    server.access.view = Optional.empty();

    assertThat(server.get("/api/v1/databases").body()).contains("disk full");
    assertThat(server.get("/api/v1/databases/orders").code()).isEqualTo(503);
    assertThat(server.get("/api/v1/databases/orders/history").code()).isEqualTo(503);
  }

  @Test
  void anUnknownDatabaseIsToldWhichAreKnown() {
    Answer answer = server.get("/api/v1/databases/other");

    assertThat(answer.code()).isEqualTo(404);
    assertThat(answer.json().get("message").asText()).contains("other", "known: orders");
  }

  private static JsonNode status(Leadership leadership, Phase phase, Board board) {
    server.access.become(Samples.voter(Samples.A, leadership, phase, board));
    Answer answer = server.get("/api/v1/databases/orders");
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return answer.json();
  }

  private static String text(JsonNode json, String... fields) {
    return Stream.of(fields)
        .map(field -> json.get(field).asText())
        .reduce((left, right) -> left + " " + right)
        .orElse("");
  }

  /** A report that replaces b's on the board. */
  private static NodeReport later(Reports report) {
    return report.inSession(6).build();
  }
}
