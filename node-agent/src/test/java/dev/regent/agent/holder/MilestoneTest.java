package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an agent tells of a change of the primary")
class MilestoneTest {

  @Test
  void aPromotionIsToldStepByStep() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(11, Node.lead(Node.T1));
    assertThat(reached(node)).isEmpty();

    node.leased();

    assertThat(reached(node)).containsExactly(Milestone.LEASED);
    node.ends(new JobResult.Promoted(Node.T1, Node.TL2, new Lsn(400)));
    assertThat(reached(node)).containsExactly(Milestone.LEFT_RECOVERY);
  }

  @Test
  void clientsAreToldOfOnceTheyMayComeIn() {
    Node node = Node.serving();
    node.told(12, new Desired.Serve(Node.T1, Node.TL2, Node.B1.rule(), SyncSet.ALONE, Node.END));
    node.ends(new JobResult.SyncInForce(Node.revision(12), Node.B1.rule(), new Lsn(400)));
    assertThat(node.started()).containsExactly(new Job.Open());

    node.after(Duration.ofMillis(1)).ends(new JobResult.Done());

    assertThat(reached(node)).containsExactly(Milestone.OPENED);
  }

  @Test
  void aStopForASwitchoverIsTold() {
    Node node = Node.serving().told(12, new Desired.HandOff(Node.T1, Node.B, false));
    assertThat(reached(node)).isEmpty();
    node.ends(new JobResult.Stopped(new Lsn(900)));
    assertThat(reached(node)).containsExactly(Milestone.STOPPED);
  }

  private static List<Milestone> reached(Node node) {
    return node.of(AgentEffect.Reached.class).stream().map(AgentEffect.Reached::milestone).toList();
  }
}
