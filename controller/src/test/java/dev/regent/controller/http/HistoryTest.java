package dev.regent.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.regent.controller.http.RunningServer.Answer;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.event.SyncReason;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.Promotion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final String PATH = "/api/v1/databases/orders/history";
  private static final SyncSet SYNC = new SyncSet(List.of(Samples.B), 1);
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void beA() {
    server.access.become(
        Samples.voter(
            Samples.A,
            Samples.following(Optional.of(Samples.W), 100),
            Samples.PRIMARY_ON_A,
            Samples.healthyBoard()));
  }

  static Stream<Arguments> events() {
    return Stream.concat(aboutThePrimary(), aboutTheRest());
  }

  static Stream<Arguments> aboutThePrimary() {
    return Stream.of(
        Arguments.of(
            grant(GrantReason.BEST_CANDIDATE),
            "primary-granted b",
            "considered: b at TL2 0/5000000; up to 10 bytes of WAL may be lost"),
        Arguments.of(
            new LedgerEvent.RestartPlanned(new TimelineId(3)), "restart-planned a", "timeline 3"),
        Arguments.of(
            new LedgerEvent.Promoted(Samples.TOKEN, new TimelineId(3), Samples.POSITION, SYNC),
            "promoted a",
            "primary on timeline 3 from 0/5000000; each write is confirmed by 1 of b"),
        Arguments.of(revoke(RevokeReason.SILENT), "primary-revoked a", "token 2.9"),
        Arguments.of(
            new LedgerEvent.PrimaryFenced(Samples.TOKEN, "ann"), "primary-fenced a", "as off"),
        Arguments.of(
            new LedgerEvent.SwitchoverStarted(Samples.B, false, "ann"),
            "switchover-started b",
            "a is to stop so that b takes over"),
        Arguments.of(
            new LedgerEvent.SwitchoverAborted("a did not stop in 5 s"),
            "switchover-aborted a",
            "given up"));
  }

  static Stream<Arguments> aboutTheRest() {
    return Stream.of(
        Arguments.of(
            new LedgerEvent.Genesis(new FormationId("f00d"), Samples.VOTERS),
            "genesis null",
            "formation f00d of a, b, w"),
        Arguments.of(
            new LedgerEvent.LeaderElected(Samples.W), "leader-elected w", "decides in term 3"),
        Arguments.of(new LedgerEvent.BootstrapStarted(Samples.A), "bootstrap-started a", "creates"),
        Arguments.of(
            new LedgerEvent.SyncPlanned(new SyncRule(1, List.of(Samples.B)), SYNC),
            "sync-planned null",
            "ANY 1 (b)"),
        Arguments.of(
            new LedgerEvent.SyncSetChanged(SyncSet.ALONE, SyncReason.STANDBY_LOST),
            "sync-set-changed null",
            "alone"),
        Arguments.of(
            new LedgerEvent.VoterReplaced(Samples.voter(Samples.W)), "voter-replaced w", "again"),
        Arguments.of(new LedgerEvent.Paused("ann"), "paused a", "until resume"),
        Arguments.of(
            new LedgerEvent.ResumeRequested(
                Samples.SESSION_A, Samples.TIMELINE, Samples.POSITION, Optional.empty()),
            "resume-requested a",
            "takes the lease at 0/5000000"),
        Arguments.of(new LedgerEvent.Resumed(Samples.TIMELINE), "resumed a", "supervised again"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventSaysWhatItIsAndWhy(LedgerEvent event, String name, String details) {
    JsonNode told = only(event);

    assertThat(told.get("event").asText() + " " + told.get("node").asText()).isEqualTo(name);
    assertThat(told.get("details").asText()).contains(details);
    assertThat(told.get("why").asText()).isNotEmpty();
    assertThat(told.get("revision").asText()).isEqualTo("3.17");
    assertThat(told.get("at").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(told.get("phase").asText()).isEqualTo("primary");
  }

  @ParameterizedTest
  @EnumSource
  void everyRevocationHasItsReason(RevokeReason reason) {
    assertReason(only(revoke(reason)), reason);
  }

  @ParameterizedTest
  @EnumSource
  void everyGrantHasItsReason(GrantReason reason) {
    assertReason(only(grant(reason)), reason);
  }

  @ParameterizedTest
  @EnumSource
  void everyChangeOfTheSynchronousSetHasItsReason(SyncReason reason) {
    assertReason(only(new LedgerEvent.SyncSetChanged(SYNC, reason)), reason);
  }

  @Test
  void theLimitIsPassedOnAndHasADefault() {
    server.get(PATH + "?limit=7");
    assertThat(server.access.limit).isEqualTo(7);

    server.get(PATH);
    assertThat(server.access.limit).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "ten", "", "99999999999"})
  void aLimitThatMakesNoSenseIsRefused(String limit) {
    Answer answer = server.get(PATH + "?limit=" + limit);

    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.json().get("message").asText()).contains("1 to 1000").contains(limit);
  }

  @Test
  void patronisHistoryHasALineForEachTimelineThatEnded() {
    LedgerEvent first =
        new LedgerEvent.Promoted(Samples.TOKEN, Samples.TIMELINE, Lsn.parse("0/3000000"), SYNC);
    LedgerEvent second =
        new LedgerEvent.Promoted(Samples.TOKEN, new TimelineId(3), Samples.POSITION, SYNC);
    server.access.entries =
        List.of(
            Samples.entry(Samples.revision(3, 5), second, promotedB()),
            entry(revoke(RevokeReason.SILENT)),
            entry(first));

    assertThat(server.get("/history").body())
        .isEqualTo(
            "[[2,83886080,\"a majority of voters saw no lease renewal for the suspect time\","
                + "\"2026-01-02T03:04:05.678Z\",\"b\"]]");
  }

  private static DatabaseState promotedB() {
    DatabaseState before = Samples.state(Samples.PRIMARY_ON_A);
    TimelineId timeline = new TimelineId(3);
    return new DatabaseState(
        before.formation(),
        before.voters(),
        before.mode(),
        before.systemId(),
        new Phase.Primary(Samples.TOKEN, Samples.SESSION_B, timeline),
        before.sync(),
        before.plan(),
        Optional.of(new Promotion(Samples.B, Samples.TOKEN, timeline, Samples.POSITION)),
        timeline,
        Optional.empty());
  }

  private static void assertReason(JsonNode told, Enum<?> reason) {
    assertThat(told.get("reason").asText().toUpperCase(Locale.ROOT).replace('-', '_'))
        .isEqualTo(reason.name());
    assertThat(told.get("why").asText()).isNotEmpty();
  }

  private static LedgerEvent revoke(RevokeReason reason) {
    return new LedgerEvent.PrimaryRevoked(Samples.TOKEN, reason, Optional.empty(), false);
  }

  private static LedgerEvent grant(GrantReason reason) {
    return new LedgerEvent.PrimaryGranted(
        Samples.SESSION_B,
        Samples.SYSTEM,
        new TimelineId(3),
        reason,
        List.of(
            new LedgerEvent.Candidate(
                Samples.B, new WalPosition(Samples.TIMELINE, Samples.POSITION), true)),
        10);
  }

  private static JsonNode only(LedgerEvent event) {
    server.access.entries = List.of(entry(event));
    JsonNode history = server.get(PATH).json();
    assertThat(history.get("quorum").asBoolean()).isTrue();
    assertThat(history.get("entries")).hasSize(1);
    return history.get("entries").get(0);
  }

  private static Entry entry(LedgerEvent event) {
    return Samples.entry(Samples.REVISION, event, Samples.state(Samples.PRIMARY_ON_A));
  }
}
