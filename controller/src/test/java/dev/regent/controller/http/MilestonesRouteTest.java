package dev.regent.controller.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.actor.Milestones;
import dev.regent.protocol.Milestone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MilestonesRouteTest {
  private static final String PATH = "/api/v1/databases/orders/milestones";
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
  void whatThisNodeDidIsToldOldestFirst() {
    server.access.become(
        Samples.voter(
            Samples.A,
            Samples.following(Optional.of(Samples.W), 100),
            Samples.PRIMARY_ON_A,
            Samples.healthyBoard()));
    server.access.milestones =
        List.of(
            new Milestones.Reached(
                Milestone.LEASED, Samples.revision(2, 9), Instant.ofEpochMilli(1500)),
            new Milestones.Reached(
                Milestone.LEFT_RECOVERY, Samples.revision(2, 9), Instant.ofEpochMilli(1750)));

    assertThat(server.get(PATH).json())
        .isEqualTo(
            RunningServer.json(
                """
                {"name":"orders","answeredBy":"a","milestones":[
                {"milestone":"leased","about":"2.9","at":"1970-01-01T00:00:01.500Z"},
                {"milestone":"left-recovery","about":"2.9","at":"1970-01-01T00:00:01.750Z"}]}
                """));
  }

  @Test
  void itIsOnlyRead() {
    assertThat(server.post("milestones", "{}").code()).isEqualTo(405);
  }
}
