package dev.regent.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.settings.Profile;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every health path in every situation that a load balancer can meet. */
class HealthPathsTest {
  private static final long SUSPECT = Profile.DEFAULT.lease().suspectTime().toMillis();

  private static final List<String> PATHS =
      List.of(
          "/",
          "/primary",
          "/read-write",
          "/master",
          "/leader",
          "/standby-leader",
          "/replica",
          "/read-only",
          "/synchronous",
          "/sync",
          "/quorum",
          "/read-only-sync",
          "/asynchronous",
          "/async",
          "/health",
          "/liveness",
          "/readiness",
          "/patroni",
          "/cluster",
          "/history",
          "/metrics");
  private static final List<String> ALWAYS =
      List.of("/patroni", "/cluster", "/history", "/metrics");
  private static final List<String> WRITABLE =
      List.of("/", "/primary", "/read-write", "/master", "/leader");
  private static final List<String> PRIMARY =
      concat(WRITABLE, List.of("/read-only", "/read-only-sync", "/health", "/readiness"));
  private static final List<String> SYNC_STANDBY =
      List.of(
          "/replica",
          "/read-only",
          "/synchronous",
          "/sync",
          "/quorum",
          "/read-only-sync",
          "/health",
          "/readiness");
  private static final List<String> ASYNC_STANDBY =
      List.of("/replica", "/read-only", "/asynchronous", "/async", "/health", "/readiness");
  private static final List<String> HEALTH = List.of("/health");
  private static final List<String> NONE = List.of();

  private static final Leadership FOLLOWS_W = Samples.following(Optional.of(Samples.W), 100);
  private static final Phase PAUSED = new Phase.Paused(Optional.of(Samples.A));
  private static final Phase ON_B =
      new Phase.Primary(Samples.TOKEN, Samples.SESSION_B, Samples.TIMELINE);

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> primarySide() {
    return Stream.of(
        Arguments.of("serves", Reports.primary(), 100L, PRIMARY),
        Arguments.of("closed until confirmed", Reports.primary().closed(), 100L, HEALTH),
        Arguments.of("no lease", Reports.primary().withoutLease(), 100L, HEALTH),
        Arguments.of("says it is paused", Reports.primary().inPause(), 100L, HEALTH),
        Arguments.of("hung", Reports.primary().with(PostgresStatus.UNRESPONSIVE), 100L, NONE),
        Arguments.of("dying", Reports.primary().with(PostgresStatus.DYING), 100L, NONE),
        Arguments.of("starting", Reports.primary().with(PostgresStatus.STARTING), 100L, NONE),
        Arguments.of("stopped", Reports.primary().with(PostgresStatus.STOPPED), 100L, NONE),
        Arguments.of("report just fresh enough", Reports.primary(), SUSPECT, PRIMARY),
        Arguments.of("stale report", Reports.primary(), SUSPECT + 1, NONE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("primarySide")
  void answersOfThePrimarysNode(String name, Reports report, long age, List<String> passed) {
    server.access.become(
        Samples.voter(Samples.A, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        report,
        age);

    assertOnlyPasses(concat(passed, List.of("/liveness")));
  }

  static Stream<Arguments> standbySide() {
    return Stream.of(
        Arguments.of("streams", Reports.standby(), 100L, SYNC_STANDBY),
        Arguments.of("closed to readers", Reports.standby().closed(), 100L, HEALTH),
        Arguments.of("hung", Reports.standby().with(PostgresStatus.UNRESPONSIVE), 100L, NONE),
        Arguments.of("absent", Reports.standby().with(PostgresStatus.ABSENT), 100L, NONE),
        Arguments.of("stale report", Reports.standby(), SUSPECT + 1, NONE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("standbySide")
  void answersOfAStandbysNode(String name, Reports report, long age, List<String> passed) {
    server.access.become(
        Samples.voter(Samples.B, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        report,
        age);

    assertOnlyPasses(concat(passed, List.of("/liveness")));
  }

  @Test
  void aStandbyOutsideTheSynchronousSetIsAsynchronous() {
    server.access.become(
        Samples.voter(Samples.A, FOLLOWS_W, ON_B, Samples.healthyBoard()), Reports.standby(), 100);

    assertOnlyPasses(concat(ASYNC_STANDBY, List.of("/liveness")));
  }

  @Test
  void aStandbyThatDoesNotStreamIsNotReady() {
    server.access.become(
        Samples.voter(Samples.B, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        Reports.standby().notStreaming(),
        100);

    assertThat(code("/readiness")).isEqualTo(503);
    assertThat(code("/replica")).isEqualTo(200);
    assertThat(code("/replica?replication_state=streaming")).isEqualTo(503);
  }

  @Test
  void aCommittedPauseKeepsThePrimaryInService() {
    server.access.become(
        Samples.voter(Samples.A, FOLLOWS_W, PAUSED, Samples.healthyBoard()),
        Reports.primary().inPause(),
        100);

    assertOnlyPasses(concat(PRIMARY, List.of("/liveness")));
    assertThat(server.get("/patroni").json().get("pause").asBoolean()).isTrue();
  }

  @Test
  void aCommittedPauseOfAnotherPrimaryDoesNot() {
    server.access.become(
        Samples.voter(
            Samples.A, FOLLOWS_W, new Phase.Paused(Optional.of(Samples.B)), Samples.healthyBoard()),
        Reports.primary().inPause(),
        100);

    assertOnlyPasses(List.of("/health", "/liveness"));
  }

  @Test
  void aWitnessIsAliveAndReadyButServesNothing() {
    server.access.become(
        Samples.voter(Samples.W, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()));

    assertOnlyPasses(List.of("/liveness", "/readiness"));
  }

  @Test
  void anAgentThatIsSilentForTwiceTheLeaseIsNotAlive() {
    server.access.become(
        Samples.voter(Samples.A, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        Reports.primary(),
        8_001);

    assertOnlyPasses(NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag=1000", "lag=1kB", "lag=1MB", "lag=10GB", "lag=1000&mode=write"})
  void aStandbyWithinTheLagPasses(String query) {
    beStandbyBehindBy(1000);

    assertThat(code("/replica?" + query)).isEqualTo(200);
    assertThat(code("/readiness?" + query)).isEqualTo(200);
    assertThat(code("/read-only?" + query)).isEqualTo(200);
  }

  @Test
  void aStandbyBeyondTheLagDoesNot() {
    beStandbyBehindBy(1000);

    assertThat(code("/replica?lag=999")).isEqualTo(503);
    assertThat(code("/readiness?lag=0")).isEqualTo(503);
  }

  @Test
  void aLagThatIsNotKnownIsWithinNoBound() {
    server.access.become(
        Samples.voter(Samples.B, FOLLOWS_W, Samples.PRIMARY_ON_A, Board.EMPTY),
        Reports.standby(),
        100);

    assertThat(code("/replica?lag=1TB")).isEqualTo(503);
    assertThat(code("/replica")).isEqualTo(200);
  }

  @Test
  void noTagMatches() {
    beStandbyBehindBy(0);

    assertThat(code("/replica?tag_region=eu")).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lag=many", "lag=-1", "lag=1XB", "lag=", "lag=99999999999TB", "mode=both"})
  void aFilterThatMakesNoSenseIsRefused(String query) {
    beStandbyBehindBy(0);

    assertThat(code("/replica?" + query)).isEqualTo(400);
  }

  @Test
  void headAndOptionsAnswerTheSameCodeWithoutABody() {
    beStandbyBehindBy(0);

    for (String method : List.of("HEAD", "OPTIONS")) {
      assertThat(server.send(method, "/primary", "", "").code()).isEqualTo(503);
      assertThat(server.send(method, "/replica", "", "").code()).isEqualTo(200);
      assertThat(server.send(method, "/replica", "", "").body()).isEmpty();
    }
  }

  @Test
  void otherMethodsAreRefused() {
    RunningServer.Answer answer = server.send("POST", "/primary", "{}", "application/json");

    assertThat(answer.code()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void aDatabaseCanBeNamed() {
    beStandbyBehindBy(0);

    assertThat(code("/replica?database=orders")).isEqualTo(200);
    assertThat(code("/replica?database=other")).isEqualTo(404);
    assertThat(server.get("/replica?database=other").body()).contains("other").contains("orders");
  }

  @Test
  void aReplicaThatIsDownSaysWhy() {
    server.access.view = Optional.empty();

    assertThat(code("/primary")).isEqualTo(503);
    assertThat(server.get("/primary").body()).contains("disk full");
  }

  @Test
  void theBodyHasPatronisFields() {
    server.access.become(
        Samples.voter(Samples.A, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        Reports.primary(),
        100);

    assertThat(server.get("/patroni").json())
        .isEqualTo(
            RunningServer.json(
                "{\"state\":\"running\",\"role\":\"primary\",\"xlog\":{\"location\":83886080},"
                    + "\"timeline\":2,\"replication\":[{\"application_name\":\"b\","
                    + "\"state\":\"streaming\",\"sync_state\":\"quorum\"}],"
                    + "\"database_system_identifier\":\"7300000000000000001\","
                    + "\"patroni\":{\"version\":\"1.2.3\",\"scope\":\"orders\",\"name\":\"a\"}}"));
  }

  @Test
  void theClusterHasPatronisFields() {
    beStandbyBehindBy(0);

    assertThat(server.get("/cluster").json())
        .isEqualTo(
            RunningServer.json(
                "{\"members\":[{\"name\":\"a\",\"role\":\"leader\",\"state\":\"running\","
                    + "\"host\":\"10.0.0.1\",\"port\":5432,\"timeline\":2},"
                    + "{\"name\":\"b\",\"role\":\"sync_standby\",\"state\":\"streaming\","
                    + "\"host\":\"10.0.0.2\",\"port\":5432,\"timeline\":2,\"lag\":0}],"
                    + "\"scope\":\"orders\"}"));
  }

  @Test
  void metricsAreValidAndSayWhoIsPrimary() {
    server.access.become(
        Samples.voter(Samples.A, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        Reports.primary(),
        100);

    RunningServer.Answer answer = server.get("/metrics");

    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.body())
        .contains("regent_primary{database=\"orders\",node=\"a\"} 1\n")
        .contains("regent_quorum{database=\"orders\",node=\"a\"} 1\n")
        .contains("regent_redundant{database=\"orders\",node=\"a\"} 1\n")
        .contains("regent_lag_bytes{database=\"orders\",node=\"a\",member=\"b\"} 0\n");
    assertThat(answer.body().lines())
        .allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-z_]+\\{[^}]*\\} -?[0-9.]+"));
  }

  private static void beStandbyBehindBy(long bytes) {
    server.access.become(
        Samples.voter(Samples.B, FOLLOWS_W, Samples.PRIMARY_ON_A, Samples.healthyBoard()),
        Reports.standby().behind(bytes),
        100);
  }

  private static void assertOnlyPasses(List<String> passed) {
    List<String> expected = concat(passed, ALWAYS);
    assertThat(PATHS.stream().filter(path -> code(path) == 200).toList())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(PATHS.stream().filter(path -> !expected.contains(path)).map(HealthPathsTest::code))
        .allMatch(code -> code == 503);
  }

  private static int code(String path) {
    return server.get(path).code();
  }

  private static List<String> concat(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
