package dev.regent.controller.voter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.controller.role.Given;
import dev.regent.controller.role.ReportBuilder;
import dev.regent.controller.role.StandbyHealth;
import dev.regent.controller.role.Tenure;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2, R2, S1: what a leader asks of its nodes, and what it notices in their reports")
class R2RoundTest {
  private static final Duration BEAT = Given.ELECTION.beatInterval();
  private long sequence = 1;

  @Test
  @DisplayName("S2: the wait over, every known node is asked under the revocation's revision")
  void allAreAskedTogether() {
    Cell cell = revoked();
    Tenure.ReportRound round = cell.of(Given.W).tenure().round().orElseThrow();
    assertThat(round.revision()).isEqualTo(cell.leading(Given.W).committed().revision());
    assertThat(requests(cell))
        .containsOnly(
            new Message.ReportRequest(Given.ON_A, round.revision(), round.number()),
            new Message.ReportRequest(Given.ON_B, round.revision(), round.number()));
  }

  @Test
  @DisplayName("S2: they are asked the moment that the slots are free, not with the next beat")
  void theyAreAskedAtOnce() {
    Cell cell = primary();
    cell.cut(envelope -> envelope.message() instanceof Message.BeatReply);
    giveUp(cell);
    cell.deliver();
    assertThat(cell.leading(Given.W).committed().state().phase()).isInstanceOf(Phase.Revoked.class);
    cell.now = cell.now.plus(Duration.ofMillis(1));
    VoterState voter = cell.of(Given.B);
    Turn told = new Turn(voter, cell.now, Given.WALL);
    VoterStep step =
        cell.tell(
            Given.B,
            Given.W,
            new Message.BeatReply(
                cell.leading(Given.W).term(),
                0,
                voter.replica().signature(),
                voter.replica().acceptedRevision(),
                told.slotReport()));
    assertThat(cell.leading(Given.W).lastBeat()).isNotEqualTo(cell.now);
    assertThat(Cell.sent(step)).filteredOn(Message.ReportRequest.class::isInstance).hasSize(2);
  }

  @Test
  @DisplayName("S2: with each beat, and only then, whoever has not answered is asked again")
  void whoHasNotAnsweredIsAskedAgain() {
    Cell cell = revoked();
    Tenure.ReportRound round = cell.of(Given.W).tenure().round().orElseThrow();
    cell.toAgents.clear();
    cell.give(Given.W, new VoterInput.Reachable(List.of()));
    assertThat(requests(cell)).isEmpty();
    report(cell, answer(round.revision(), round.number()));
    cell.toAgents.clear();
    cell.run(BEAT);
    assertThat(requests(cell))
        .containsOnly(new Message.ReportRequest(Given.ON_B, round.revision(), round.number()));
    report(cell, answer(round.revision(), round.number() - 1));
    cell.toAgents.clear();
    cell.run(BEAT);
    assertThat(requests(cell)).extracting(Message.ReportRequest::receiver).contains(Given.ON_A);
  }

  @Test
  @DisplayName("L5: whoever obeys an older revision is told again with each beat, others are not")
  void whoObeysAnOlderOneIsToldAgain() {
    Cell cell = primary();
    cell.toAgents.clear();
    cell.run(BEAT);
    assertThat(instructions(cell)).extracting(Instruction::receiver).contains(Given.ON_A);
    Revision committed = cell.leading(Given.W).committed().revision();
    reportTo(cell, obeying(primaryReport(), committed));
    reportTo(cell, obeying(standby(Given.B).build(), committed));
    cell.toAgents.clear();
    cell.run(BEAT);
    assertThat(instructions(cell)).isEmpty();
  }

  @Test
  @DisplayName(
      "R7: whoever obeys is told again four times a suspect time, so as to hear its leader")
  void whoObeysIsToldAgainBeforeItMissesItsLeader() {
    Cell cell = primary();
    Entry committed = cell.leading(Given.W).committed();
    Term term = cell.leading(Given.W).term();
    long often = Given.LEASE.suspectTime().dividedBy(4).toMillis();
    NodeReport lately =
        obeying(standby(Given.B).hearing(term, often - 1).build(), committed.revision());
    assertThat(Cell.sent(reportTo(cell, lately))).isEmpty();
    NodeReport longAgo =
        obeying(standby(Given.B).hearing(term, often).build(), committed.revision());
    assertThat(Cell.sent(reportTo(cell, longAgo))).hasSize(1);
    NodeReport another =
        obeying(standby(Given.B).hearing(Term.ZERO, 0).build(), committed.revision());
    assertThat(Cell.sent(reportTo(cell, another))).hasSize(1);
    NodeReport older = standby(Given.B).hearing(term, 0).build();
    assertThat(Cell.sent(reportTo(cell, older))).hasSize(1);
  }

  @Test
  @DisplayName("S1: a standby's health is taken from the serving primary's own answer")
  void healthIsTakenFromThePrimary() {
    Cell cell = primary();
    assertThat(cell.of(Given.W).tenure().standbys()).isEmpty();
    reportTo(cell, primaryReport());
    assertThat(cell.of(Given.W).tenure().health(Given.B).orElseThrow().missingSince()).isPresent();
    assertThat(cell.of(Given.W).tenure().health(Given.A)).isEmpty();
    reportTo(cell, serving().sender(Given.B, 500).sequence(++sequence).build());
    assertThat(cell.of(Given.W).tenure().health(Given.B).orElseThrow().isConfirming()).isTrue();
  }

  @Test
  @DisplayName("S1: a server that did not answer, or is another's, says nothing of its standbys")
  void noWordIsNoLoss() {
    Cell cell = primary();
    reportTo(cell, serving().status(PostgresStatus.STARTING).sequence(++sequence).build());
    reportTo(cell, serving().inconsistent().sequence(++sequence).build());
    reportTo(cell, standby(Given.B).build());
    assertThat(cell.of(Given.W).tenure().standbys()).isEmpty();
    reportTo(cell, serving().in(Given.next(Given.ON_A)).sequence(++sequence).build());
    assertThat(cell.of(Given.W).tenure().standbys()).isEmpty();
  }

  @Test
  @DisplayName("S1: a report that repeats a look does not judge the standbys a second time")
  void aRepeatedLookIsNotJudgedAgain() {
    Cell cell = primary();
    reportTo(cell, behind(500).look(1).build());
    reportTo(cell, behind(590).look(2).build());
    reportTo(cell, behind(590).look(2).build());
    assertThat(health(cell).isConfirming()).as("it moved, and nobody looked since").isTrue();
    reportTo(cell, behind(590).look(3).build());
    assertThat(health(cell).isConfirming()).as("it stands still at the next look").isFalse();
  }

  @Test
  @DisplayName("S1: of a release that does not number its looks, each report counts as one")
  void withoutANumberEachReportCounts() {
    Cell cell = primary();
    reportTo(cell, behind(500).build());
    reportTo(cell, behind(590).build());
    reportTo(cell, behind(590).build());
    assertThat(health(cell).isConfirming()).isFalse();
  }

  @Test
  @DisplayName("S1, R2: a new leader judges by a report that comes, not by one that it knew")
  void anOldReportIsNotJudged() {
    Cell cell = primary();
    NodeReport known = serving().sender(Given.B, 500).sequence(++sequence).build();
    cell.reports(known);
    cell.tell(Given.W, Given.A, new Message.HandOver(cell.leading(Given.W).term()));
    cell.deliver();
    assertThat(cell.leaders()).containsExactly(Given.A);
    cell.run(Duration.ofMillis(1));
    cell.tell(Given.A, Given.A, new Message.Report(known));
    assertThat(cell.of(Given.A).tenure().standbys()).isEmpty();
    NodeReport next = serving().sender(Given.B, 500).sequence(++sequence).build();
    cell.tell(Given.A, Given.A, new Message.Report(next));
    assertThat(cell.of(Given.A).tenure().health(Given.B)).isPresent();
  }

  @Test
  @DisplayName("R7: who answered no beat for an election timeout is no contact")
  void aContactOfLongAgoIsNone() {
    Cell cell = primary();
    cell.run(BEAT);
    cell.deliver();
    var leading = cell.leading(Given.W);
    MonotonicTime answered = leading.contact(Given.A).orElseThrow().beatSentAt();
    for (var late : List.of(Duration.ZERO, Duration.ofNanos(1))) {
      MonotonicTime now = answered.plus(Given.TIMEOUT).plus(late);
      Turn turn = new Turn(cell.of(Given.W), now, Given.WALL);
      assertThat(RoleDesk.view(turn, leading).contacts().contains(Given.A))
          .isEqualTo(late.isZero());
    }
  }

  @Test
  @DisplayName("R7: the leader notes when the primary's agent last heard it")
  void theLastTouchIsNoted() {
    Cell cell = primary();
    Term term = cell.leading(Given.W).term();
    cell.run(Duration.ofMillis(50));
    reportTo(cell, serving().hearing(term, 40).sequence(++sequence).build());
    assertThat(cell.of(Given.W).tenure().touchedAt())
        .contains(cell.now.minus(Duration.ofMillis(40)));
  }

  @Test
  @DisplayName("R2: a commit that changes no phase leaves the time of the last change")
  void phaseSinceIsOfTheLastChange() {
    Cell cell = primary();
    Tenure before = cell.of(Given.W).tenure();
    cell.run(Duration.ofMillis(20));
    var entry = cell.leading(Given.W).committed();
    for (LedgerEvent same :
        List.of(
            new LedgerEvent.LeaderElected(Given.W),
            new LedgerEvent.VoterReplaced(Given.voter(Given.B)))) {
      Tenure after = before.committing(with(entry, same), cell.now);
      assertThat(after.phaseSince()).isEqualTo(before.phaseSince());
      assertThat(after.committedAt()).isEqualTo(cell.now);
    }
    Tenure paused = before.committing(with(entry, new LedgerEvent.Paused("ann")), cell.now);
    assertThat(paused.phaseSince()).isEqualTo(cell.now);
    assertThat(paused.leadingSince()).isEqualTo(before.leadingSince());
  }

  private static Entry with(Entry entry, LedgerEvent event) {
    return new Entry(entry.revision(), entry.previous(), event, entry.state(), entry.at());
  }

  /** a is the primary under the token of its grant, k = 0, and w hears it. */
  private Cell primary() {
    Cell cell = Cell.formed();
    report(cell, standby(Given.A));
    report(cell, standby(Given.B));
    cell.deliver();
    Phase.Granted granted = (Phase.Granted) cell.leading(Given.W).committed().state().phase();
    report(
        cell,
        serving()
            .sequence(++sequence)
            .lease(granted.token())
            .promoted(
                new NodeReport.Promoted(granted.token(), granted.timeline(), Given.lsn(500))));
    cell.deliver();
    assertThat(cell.leading(Given.W).committed().state().phase()).isInstanceOf(Phase.Primary.class);
    return cell;
  }

  /** The primary a was given up by a person, and its slots are free. */
  private Cell revoked() {
    Cell cell = primary();
    giveUp(cell);
    cell.toAgents.clear();
    cell.deliver();
    cell.run(BEAT);
    assertThat(cell.leading(Given.W).committed().state().phase()).isInstanceOf(Phase.Revoked.class);
    assertThat(instructions(cell)).anyMatch(sent -> sent.desired() instanceof Desired.Yield);
    return cell;
  }

  private static void giveUp(Cell cell) {
    cell.give(
        Given.W, new VoterInput.Asked(1, new Command.Failover(Optional.of(Given.B), true, "ann")));
  }

  private ReportBuilder standby(NodeId node) {
    return ReportBuilder.standby(node).hearing(new Term(1), 0).sequence(++sequence);
  }

  /** a answers, though it is no candidate. */
  private ReportBuilder answer(Revision revision, long number) {
    return standby(Given.A).status(PostgresStatus.STOPPED).cut(revision, number);
  }

  private ReportBuilder serving() {
    return ReportBuilder.primary(Given.A).at(Given.at(Given.TL3, 500)).hearing(new Term(1), 0);
  }

  /** The primary wrote on, by the look, from what its standby b confirmed. */
  private ReportBuilder behind(long reached) {
    return serving()
        .at(Given.at(Given.TL3, reached + 10))
        .sender(Given.B, reached)
        .sequence(++sequence);
  }

  private static StandbyHealth health(Cell cell) {
    return cell.of(Given.W).tenure().health(Given.B).orElseThrow();
  }

  private NodeReport primaryReport() {
    return serving().sequence(++sequence).build();
  }

  private static NodeReport obeying(NodeReport report, Revision revision) {
    return new NodeReport(
        report.session(),
        report.sequence(),
        revision,
        report.paused(),
        report.postgres(),
        report.directoryIntact(),
        report.open(),
        report.lease(),
        report.dead(),
        report.cut(),
        report.promoted(),
        report.sync(),
        report.stopped(),
        report.problem(),
        report.leader(),
        report.answered(),
        report.look());
  }

  private static void report(Cell cell, ReportBuilder report) {
    cell.reports(report.build());
  }

  private static VoterStep reportTo(Cell cell, NodeReport report) {
    NodeId node = report.session().node();
    return cell.tell(node, Given.W, new Message.Report(report));
  }

  private static List<Message.ReportRequest> requests(Cell cell) {
    return cell.toAgents.stream()
        .filter(Message.ReportRequest.class::isInstance)
        .map(Message.ReportRequest.class::cast)
        .toList();
  }

  private static List<Instruction> instructions(Cell cell) {
    return cell.toAgents.stream()
        .filter(Instruction.class::isInstance)
        .map(Instruction.class::cast)
        .toList();
  }
}
