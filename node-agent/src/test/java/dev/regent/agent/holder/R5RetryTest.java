package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R5, L5: what the agent does about a job that failed, or that is wanted no more")
class R5RetryTest {
  private static final JobResult FAILED = new JobResult.Failed("code", "message", true);

  @Test
  @DisplayName("R5: a job that failed is tried again after a pause that doubles up to 8 s")
  void thePauseDoubles() {
    Node node = standing();
    for (long pause : List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L)) {
      node.ends(FAILED).after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
      assertThat(node.started()).isEmpty();
      assertThat(node.state.work().notBefore())
          .isEqualTo(node.now.plus(Duration.ofMillis(pause - 1)));
      node.after(Duration.ofMillis(pause - 2)).sees(PostgresStatus.STOPPED);
      assertThat(node.started()).isEmpty();
      node.after(Duration.ofMillis(1)).wake();
      assertThat(node.started()).as("after %d ms", pause).containsExactly(new Job.Start());
    }
  }

  @Test
  @DisplayName("R5: the agent wakes for the retry, unless a look since the failure is missing")
  void itWakesForTheRetry() {
    Node node = standing().after(Duration.ofMillis(1)).ends(FAILED);
    assertThat(Agent.nextWake(node.state)).isEqualTo(node.now.plus(Node.LEASE.renewInterval()));
    node.after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    assertThat(Agent.nextWake(node.state)).isEqualTo(node.state.work().notBefore());
  }

  @Test
  @DisplayName("R5: what a retry cannot mend is tried again after half a minute")
  void whatARetryCannotMendWaits() {
    Node node = standing().ends(new JobResult.Failed("code", "message", false));
    assertThat(node.state.work().notBefore()).isEqualTo(node.now.plus(Duration.ofSeconds(30)));
  }

  @Test
  @DisplayName("R5: the report names the failure and its Instruction, until a job succeeds")
  void theFailureIsReported() {
    Node node = standing().ends(FAILED);
    assertThat(node.report().problem())
        .contains(new NodeReport.Problem(Node.revision(11), "code", "message", true));
    node.after(Duration.ofMillis(250)).sees(PostgresStatus.STOPPED).ends(new JobResult.Done());
    assertThat(node.report().problem()).isEmpty();
    assertThat(node.state.work().failures()).isZero();
  }

  @Test
  @DisplayName("L5: a new desired state begins at once: earlier failures say nothing about it")
  void aNewDesiredStateBeginsAtOnce() {
    Node node = standing().ends(FAILED).after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    node.told(12, new Desired.Observe());
    assertThat(node.report().problem()).isEmpty();
    assertThat(node.started()).containsExactly(new Job.Start());
    Node same = standing().ends(FAILED).after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    same.told(12, new Desired.Stand());
    assertThat(same.started()).as("the same is no new one").isEmpty();
    assertThat(same.report().problem()).isPresent();
  }

  @Test
  @DisplayName("R3, S4: a failure is one of the newest revision that wants the same")
  void aFailureIsOfTheNewestRevision() {
    Node before = standing().ends(FAILED);
    before.told(12, new Desired.Stand());
    assertThat(before.report().problem().orElseThrow().revision()).isEqualTo(Node.revision(12));
    Node meanwhile = standing();
    meanwhile.told(12, new Desired.Stand()).ends(FAILED);
    assertThat(meanwhile.report().problem().orElseThrow().revision()).isEqualTo(Node.revision(12));
  }

  @Test
  @DisplayName("L5: the failure of a job that was told to end is no problem")
  void aCancelledJobsFailureIsNone() {
    Node node = new Node().sees(PostgresStatus.STANDBY).told(21, Node.follow(Remedy.REWIND));
    node.told(22, Node.follow(Remedy.NONE)).ends(FAILED);
    assertThat(node.report().problem()).isEmpty();
    assertThat(node.state.work().failures()).isZero();
    assertThat(node.of(AgentEffect.Look.class)).isNotEmpty();
  }

  @Test
  @DisplayName("L5: the end of a job that is not under way is ignored")
  void anotherJobsEndIsIgnored() {
    Node node = standing();
    long number = node.state.work().running().orElseThrow().number();
    node.give(new AgentInput.JobEnded(number + 1, FAILED));
    assertThat(node.state.work().running()).isPresent();
    assertThat(node.of(AgentEffect.Look.class)).isEmpty();
  }

  @Test
  @DisplayName("L5: after a job ended nothing is planned before a look that began after it")
  void nothingIsPlannedBeforeALook() {
    Node node = standing();
    var before = node.now;
    node.after(Duration.ofMillis(5)).ends(new JobResult.Done());
    node.give(new AgentInput.Observed(look(PostgresStatus.STOPPED), before));
    assertThat(node.started()).isEmpty();
    node.sees(PostgresStatus.STOPPED);
    assertThat(node.started()).containsExactly(new Job.Start());
  }

  @Test
  @DisplayName("L5: a look that began before the last one says nothing any more")
  void anOvertakenLookIsDropped() {
    Node node = new Node();
    var early = node.now;
    node.after(Duration.ofMillis(5)).sees(PostgresStatus.STANDBY);
    node.give(new AgentInput.Observed(look(PostgresStatus.STOPPED), early));
    assertThat(node.report().postgres().status()).isEqualTo(PostgresStatus.STANDBY);
  }

  @Test
  @DisplayName("L5: one job at a time, each with its own number")
  void oneJobAtATime() {
    Node node = standing();
    long first = node.state.work().running().orElseThrow().number();
    assertThat(node.sees(PostgresStatus.STOPPED).started()).isEmpty();
    node.ends(new JobResult.Done()).after(Duration.ofMillis(1)).sees(PostgresStatus.STOPPED);
    assertThat(node.state.work().running().orElseThrow().number()).isEqualTo(first + 1);
  }

  @Test
  @DisplayName("L5: the log has what was started, what failed and why, and what was stopped")
  void theLogHasTheJobs() {
    Node node = standing();
    assertThat(notes(node)).contains("start job=Start[]");
    assertThat(notes(node.ends(FAILED)))
        .anyMatch(note -> note.startsWith("job failed job=Start[] code=code: message"));
    Node stopping = Node.serving().told(12, new Desired.HandOff(Node.T1, Node.B, true));
    assertThat(notes(stopping.ends(new JobResult.Stopped(Node.END))))
        .contains("stopped for switchover revision=" + Node.revision(12));
  }

  private static List<String> notes(Node node) {
    return node.of(AgentEffect.Note.class).stream().map(AgentEffect.Note::text).toList();
  }

  /** A stopped server is being started in recovery. */
  private static Node standing() {
    Node node = new Node().told(11, new Desired.Stand()).sees(PostgresStatus.STOPPED);
    assertThat(node.state.work().running().orElseThrow().job()).isEqualTo(new Job.Start());
    return node;
  }

  private static Observation look(PostgresStatus status) {
    return new Observation(Node.view(status), Optional.empty(), true, false);
  }
}
