package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a leader tells of a change of the primary")
class MilestoneTest {
  private static final Duration TTL = Given.LEASE.ttl();

  @Test
  void aFailoverIsToldStepByStep() {
    Cell cell = new Cell();
    for (NodeId node : Cell.ORDER) {
      cell.start(
          node, V3OpinionTest.journal(node, Given.primary()), Given.voter(node).incarnation());
    }
    cell.run(Given.TIMEOUT.multipliedBy(3));
    cell.steps.clear();

    cell.reports(ReportBuilder.standby(Given.B).build());
    cell.reports(ReportBuilder.primary(Given.A).status(PostgresStatus.STOPPED).build());
    cell.deliver();

    assertThat(reached(cell)).containsExactly(Milestone.SUSPECTED, Milestone.REVOKED);
    cell.run(TTL);
    assertThat(reached(cell))
        .containsExactly(Milestone.SUSPECTED, Milestone.REVOKED, Milestone.SLOTS_FREE);
    assertThat(about(cell)).as("all of the revocation").hasSize(1);
  }

  @Test
  void aFirstGrantIsToldWhenItIsCommitted() {
    Cell cell = Cell.formed();
    cell.reports(ReportBuilder.standby(Given.A).build());
    cell.reports(ReportBuilder.standby(Given.B).build());
    assertThat(reached(cell)).isEmpty();

    cell.run(Duration.ofMillis(1));

    assertThat(reached(cell)).containsExactly(Milestone.GRANTED);
  }

  private static List<Milestone> reached(Cell cell) {
    return effects(cell).stream().map(Effect.Reached::milestone).toList();
  }

  private static List<String> about(Cell cell) {
    return effects(cell).stream().map(one -> one.about().toString()).distinct().toList();
  }

  private static List<Effect.Reached> effects(Cell cell) {
    return cell.steps.stream()
        .flatMap(step -> step.effects().stream())
        .filter(Effect.Reached.class::isInstance)
        .map(Effect.Reached.class::cast)
        .toList();
  }
}
