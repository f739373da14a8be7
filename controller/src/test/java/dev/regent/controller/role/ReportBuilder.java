package dev.regent.controller.role;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node's report; by default a consistent standby at TL2 500 that streams. */
public final class ReportBuilder {
  private Session session;
  private PostgresStatus status = PostgresStatus.STANDBY;
  private Optional<SystemId> systemId = Optional.of(Given.SYSTEM);
  private WalPosition flushed = Given.at(Given.TL2, 500);
  private Lsn replayed = Lsn.ZERO;
  private boolean consistent = true;
  private boolean intact = true;
  private boolean streaming = true;
  private boolean paused;
  private final List<PostgresView.WalSender> senders = new ArrayList<>();
  private Optional<Token> lease = Optional.empty();
  private Optional<Token> dead = Optional.empty();
  private Optional<NodeReport.Cut> cut = Optional.empty();
  private Optional<NodeReport.Promoted> promoted = Optional.empty();
  private Optional<NodeReport.Sync> sync = Optional.empty();
  private Optional<NodeReport.Stopped> stopped = Optional.empty();
  private Optional<NodeReport.Problem> problem = Optional.empty();
  private Optional<NodeReport.LeaderHeard> leader = Optional.empty();
  private List<NodeId> answered = List.of();
  private Optional<Long> look = Optional.empty();
  private long sequence = 1;

  private ReportBuilder(Session session) {
    this.session = session;
  }

  /** A standby that answers the round under way: it is cut (S2). */
  static ReportBuilder answer(NodeId node) {
    return standby(node).cut(Given.REVISION, ViewBuilder.ROUND);
  }

  public static ReportBuilder standby(NodeId node) {
    return new ReportBuilder(Given.session(node));
  }

  /** A serving primary at TL2 500 under T1 that hears the leader, and everybody's acks. */
  public static ReportBuilder primary(NodeId node) {
    ReportBuilder report = new ReportBuilder(Given.session(node));
    report.status = PostgresStatus.PRIMARY;
    report.lease = Optional.of(Given.T1);
    report.answered = List.of(Given.A, Given.B, Given.W);
    return report.hearing(Given.REVISION.term(), 0);
  }

  public static ReportBuilder empty(NodeId node) {
    ReportBuilder report = standby(node).status(PostgresStatus.ABSENT).at(WalPosition.NONE);
    report.systemId = Optional.empty();
    return report;
  }

  public ReportBuilder in(Session other) {
    session = other;
    return this;
  }

  public ReportBuilder status(PostgresStatus next) {
    status = next;
    return this;
  }

  public ReportBuilder system(SystemId id) {
    systemId = Optional.of(id);
    return this;
  }

  public ReportBuilder at(WalPosition position) {
    flushed = position;
    return this;
  }

  public ReportBuilder replayed(long lsn) {
    replayed = Given.lsn(lsn);
    return this;
  }

  public ReportBuilder inconsistent() {
    consistent = false;
    return this;
  }

  public ReportBuilder damaged() {
    intact = false;
    return this;
  }

  public ReportBuilder notStreaming() {
    streaming = false;
    return this;
  }

  public ReportBuilder paused() {
    paused = true;
    return this;
  }

  public ReportBuilder sender(NodeId standby, long reached) {
    senders.add(
        new PostgresView.WalSender(standby, "streaming", Given.lsn(reached), Given.lsn(reached)));
    return this;
  }

  public ReportBuilder lease(Token token) {
    lease = Optional.of(token);
    return this;
  }

  public ReportBuilder dead(Token token) {
    dead = Optional.of(token);
    return this;
  }

  public ReportBuilder cut(Revision revision, long request) {
    cut = Optional.of(new NodeReport.Cut(revision, request));
    return this;
  }

  public ReportBuilder promoted(NodeReport.Promoted done) {
    promoted = Optional.of(done);
    return this;
  }

  public ReportBuilder inForce(NodeReport.Sync rule) {
    sync = Optional.of(rule);
    return this;
  }

  public ReportBuilder stopped(Token token, long end) {
    stopped = Optional.of(new NodeReport.Stopped(token, Given.lsn(end)));
    return this;
  }

  public ReportBuilder problem(Revision revision, boolean retry) {
    problem = Optional.of(new NodeReport.Problem(revision, "code", "message", retry));
    return this;
  }

  public ReportBuilder hearing(Term term, long silentMillis) {
    leader = Optional.of(new NodeReport.LeaderHeard(term, silentMillis));
    return this;
  }

  /** Has heard no leader yet. */
  public ReportBuilder deaf() {
    leader = Optional.empty();
    return this;
  }

  /** Only these acked its last rounds. */
  public ReportBuilder answeredBy(NodeId... voters) {
    answered = List.of(voters);
    return this;
  }

  /** Of this look; without it, of a release that does not number its looks. */
  public ReportBuilder look(long number) {
    look = Optional.of(number);
    return this;
  }

  public ReportBuilder sequence(long next) {
    sequence = next;
    return this;
  }

  public NodeReport build() {
    boolean receives = status == PostgresStatus.STANDBY && streaming;
    return new NodeReport(
        session,
        sequence,
        Given.REVISION,
        paused,
        new PostgresView(
            status,
            systemId,
            flushed,
            replayed.equals(Lsn.ZERO) ? flushed.lsn() : replayed,
            consistent,
            List.copyOf(senders),
            receives
                ? Optional.of(new PostgresView.Receiver(Given.A, flushed.timeline(), true))
                : Optional.empty()),
        intact,
        true,
        lease,
        dead,
        cut,
        promoted,
        sync,
        stopped,
        problem,
        leader,
        Optional.of(answered),
        look);
  }
}
