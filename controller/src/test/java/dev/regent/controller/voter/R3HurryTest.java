package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.SyncPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R3: a switchover does not wait for the next beat of its target")
class R3HurryTest {
  private long sequence = 1;

  @Test
  @DisplayName("R3: when the old primary says that it stopped, its target is asked at once")
  void theTargetIsAskedAtOnce() {
    Cell cell = switching();
    Phase.SwitchingOver switching = (Phase.SwitchingOver) phase(cell);
    Token token = switching.token();
    assertThat(asked(reportTo(cell, serving(token)))).as("it serves").isEmpty();
    assertThat(asked(reportTo(cell, serving(Given.T1).stopped(Given.T1, 600))))
        .as("another reign's stop")
        .isEmpty();
    ReportBuilder stopped = serving(token).stopped(token, 600);
    List<Message.ReportRequest> asked = asked(reportTo(cell, stopped));
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().receiver()).isEqualTo(Given.ON_B);
    assertThat(asked.getFirst().revision()).isEqualTo(cell.leading(Given.W).committed().revision());
    assertThat(asked(reportTo(cell, stopped))).as("the same report again").isEmpty();
    cell.run(Duration.ofMillis(1));
    assertThat(asked(reportTo(cell, standby(Given.B)))).as("its own report").isEmpty();
  }

  private static Phase phase(Cell cell) {
    return cell.leading(Given.W).committed().state().phase();
  }

  private static List<Message.ReportRequest> asked(VoterStep step) {
    return Cell.sent(step).stream()
        .filter(Message.ReportRequest.class::isInstance)
        .map(Message.ReportRequest.class::cast)
        .toList();
  }

  /** From a, which serves with b in S, to b. */
  private Cell switching() {
    Cell cell = Cell.formed();
    reportTo(cell, standby(Given.A));
    reportTo(cell, standby(Given.B));
    cell.deliver();
    Phase.Granted granted = (Phase.Granted) phase(cell);
    Token token = granted.token();
    reportTo(
        cell,
        serving(token)
            .promoted(new NodeReport.Promoted(token, granted.timeline(), Given.lsn(500))));
    cell.deliver();
    reportTo(cell, serving(token).sender(Given.B, 500));
    reportTo(cell, follower());
    cell.deliver();
    SyncPlan plan = cell.leading(Given.W).committed().state().plan().orElseThrow();
    var inForce = new NodeReport.Sync(plan.plannedAt(), plan.rule(), Given.lsn(500));
    reportTo(cell, serving(token).sender(Given.B, 500).inForce(inForce));
    reportTo(cell, follower());
    cell.deliver();
    assertThat(cell.leading(Given.W).committed().state().sync())
        .isEqualTo(new SyncSet(List.of(Given.B), 1));
    var switchover = new Command.Switchover(Optional.of(Given.B), false, "ann");
    cell.give(Given.W, new VoterInput.Asked(1, switchover));
    cell.deliver();
    return cell;
  }

  private ReportBuilder follower() {
    return standby(Given.B).at(Given.at(Given.TL3, 500));
  }

  private ReportBuilder standby(NodeId node) {
    return ReportBuilder.standby(node).hearing(new Term(1), 0).sequence(++sequence);
  }

  private ReportBuilder serving(Token token) {
    return ReportBuilder.primary(Given.A)
        .at(Given.at(Given.TL3, 500))
        .lease(token)
        .look(++sequence)
        .hearing(new Term(1), 0)
        .sequence(sequence);
  }

  private static VoterStep reportTo(Cell cell, ReportBuilder report) {
    NodeReport built = report.build();
    return cell.tell(built.session().node(), Given.W, new Message.Report(built));
  }
}
