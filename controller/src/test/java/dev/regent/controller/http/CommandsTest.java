package dev.regent.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.http.RunningServer.Answer;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
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
  void acceptEverything() {
    server.access.asked.clear();
    server.access.become(
        Samples.voter(
            Samples.A,
            Samples.following(Optional.of(Samples.W), 100),
            Samples.PRIMARY_ON_A,
            Samples.healthyBoard()));
    answer(new CommandResult.Accepted(Samples.revision(3, 18)));
  }

  @Test
  void anAcceptedCommandSaysWhereToLook() {
    Answer answer = server.post("switchover", "{\"target\":\"b\",\"by\":\"ann\"}");

    assertThat(answer.code()).isEqualTo(202);
    assertThat(answer.header("Location")).isEqualTo("/api/v1/databases/orders");
    assertThat(answer.body())
        .isEqualTo(
            "{\"accepted\":true,\"revision\":\"3.18\",\"status\":\"/api/v1/databases/orders\","
                + "\"history\":\"/api/v1/databases/orders/history\"}");
    assertThat(server.access.asked)
        .containsExactly(new Command.Switchover(Optional.of(Samples.B), false, "ann"));
  }

  @Test
  void everyCommandIsUnderstood() {
    server.post("switchover", "{\"immediate\":true}");
    server.post("failover", "{\"target\":\"b\",\"acceptDataLoss\":true,\"by\":\"ann\"}");
    server.post("pause", "{\"by\":\"ann\"}");
    server.post("resume", "{\"by\":\"ann\"}");
    server.post("confirm-fenced", "{\"node\":\"a\",\"by\":\"ann\"}");
    server.post("confirm-voter-gone", "{\"node\":\"w\",\"by\":\"ann\"}");

    assertThat(server.access.asked)
        .containsExactly(
            new Command.Switchover(Optional.empty(), true, "somebody over HTTP"),
            new Command.Failover(Optional.of(Samples.B), true, "ann"),
            new Command.Pause("ann"),
            new Command.Resume("ann"),
            new Command.ConfirmFenced(Samples.A, "ann"),
            new Command.ConfirmVoterGone(Samples.W, "ann"));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, 400, invalid",
    "UNKNOWN, 404, unknown",
    "CONFLICT, 409, conflict",
    "UNFIT, 412, unfit",
    "NO_QUORUM, 503, no-quorum"
  })
  void aRefusalHasItsCodeAndItsReason(CommandResult.Kind kind, int code, String error) {
    answer(new CommandResult.Refused(kind, "b lags by 5 MB; wait"));

    Answer answer = server.post("switchover", "{}");

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().get("error").asText()).isEqualTo(error);
    assertThat(answer.json().get("message").asText()).isEqualTo("b lags by 5 MB; wait");
  }

  @Test
  void withoutAnAnswerTheOutcomeIsCalledUnknown() {
    server.access.result = CompletableFuture.failedFuture(new TimeoutException());

    Answer answer = server.post("failover", "{}");

    assertThat(answer.code()).isEqualTo(503);
    assertThat(answer.json().get("error").asText()).isEqualTo("outcome-unknown");
    assertThat(answer.json().get("message").asText())
        .contains("700 ms", "w leads term 3", "/api/v1/databases/orders/history");
  }

  @Test
  void aFaultOfTheNodeIsItsOwn() {
    server.access.result = CompletableFuture.failedFuture(new IllegalStateException("bug"));

    assertThat(server.post("pause", "").code()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "switchover | {\"tagret\":\"b\"} | field tagret is not known here; known: by, immediate,"
            + " target",
        "switchover | {\"acceptDataLoss\":true} | field acceptDataLoss is not known",
        "switchover | {\"target\":\"B 1\"} | field target is to be a node's name",
        "switchover | {\"target\":7} | field target is to be a node's name as text, got: 7",
        "switchover | {\"immediate\":\"yes\"} | field immediate is to be true or false",
        "failover | {\"by\":\"\"} | field by is to be",
        "failover | {\"by\":\"a\\nb\"} | field by is to be",
        "confirm-fenced | {} | field node is missing",
        "confirm-voter-gone | {\"node\":null} | field node is missing",
        "pause | {\"by\":\"a\",\"by\":\"b\"} | Duplicate field 'by'",
        "pause | [] | is to be a JSON object",
        "pause | {\"by\": | is not JSON",
        "pause | {} {} | is not JSON",
      })
  void aBodyThatIsWrongIsRefusedByName(String verb, String body, String message) {
    Answer answer = server.post(verb, body);

    assertThat(answer.code()).isEqualTo(400);
    assertThat(answer.json().get("message").asText()).contains(message);
    assertThat(server.access.asked).isEmpty();
  }

  @Test
  void allProblemsOfABodyAreNamedAtOnce() {
    Answer answer = server.post("switchover", "{\"immediate\":1,\"target\":2,\"x\":3}");

    assertThat(answer.json().get("message").asText())
        .contains("field immediate", "field target", "field x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", ""})
  void onlyJsonIsACommand(String type) {
    Answer answer = server.send("POST", "/api/v1/databases/orders/pause", "{}", type);

    assertThat(answer.code()).isEqualTo(415);
    assertThat(answer.json().get("message").asText()).contains("application/json");
    assertThat(server.access.asked).isEmpty();
  }

  @Test
  void aHugeBodyIsRefused() {
    Answer answer = server.post("pause", "{\"by\":\"" + "x".repeat(20_000) + "\"}");

    assertThat(answer.code()).describedAs(answer.body()).isEqualTo(413);
    assertThat(server.access.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/databases/other/pause, 404",
    "POST, /api/v1/databases/orders/explode, 404",
    "POST, /api/v1/databases/orders/pause/now, 404",
    "GET, /api/v1/databases/orders/pause, 405",
    "DELETE, /api/v1/databases/orders, 405",
    "POST, /api/v1/databases, 405",
    "GET, /api/v2/databases, 404",
    "GET, /nothing, 404",
  })
  void whatIsNotServedSaysSo(String method, String path, int code) {
    Answer answer =
        server.send(method, path, method.equals("POST") ? "{}" : "", "application/json");

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().get("message").asText()).isNotEmpty();
    assertThat(server.access.asked).isEmpty();
  }

  private static void answer(CommandResult result) {
    server.access.result = CompletableFuture.completedFuture(result);
  }
}
