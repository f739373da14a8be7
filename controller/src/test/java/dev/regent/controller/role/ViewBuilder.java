package dev.regent.controller.role;

import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.RoleTimings;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.Promotion;
import dev.regent.protocol.state.SyncPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A leader's view. By default: mode availability, data nodes a and b, S = {b}, k = 1, a was
 * promoted last (TL2, 300), w leads for 8 s, every voter is in touch, nobody reported.
 */
final class ViewBuilder {
  static final long ROUND = 77;

  /** Settings are checked by regular expressions: too slow for a matrix. */
  private static final Map<String, DatabaseSettings> SETTINGS = new ConcurrentHashMap<>();

  private Phase phase;
  private NodeId self = Given.W;
  private ProtectionMode mode = ProtectionMode.AVAILABILITY;
  private int wanted = 1;
  private List<NodeId> dataNodes = List.of(Given.A, Given.B);
  private Duration restartFirst = Duration.ZERO;
  private SyncSet sync = Given.sync(1, Given.B);
  private Optional<SyncPlan> plan = Optional.empty();
  private Optional<SystemId> systemId = Optional.of(Given.SYSTEM);
  private Optional<Promotion> lastPromoted =
      Optional.of(new Promotion(Given.A, Given.T1, Given.TL2, Given.lsn(300)));
  private TimelineId highest = Given.TL2;
  private Optional<Duration> ttl = Optional.empty();
  private Board board = Board.EMPTY;
  private Tenure tenure = Tenure.since(ago(Duration.ofSeconds(8)));
  private Optional<NodeId> first = Optional.empty();
  private List<NodeId> contacts = List.of(Given.A, Given.B);

  private ViewBuilder(Phase phase) {
    this.phase = phase;
  }

  static ViewBuilder in(Phase phase) {
    return new ViewBuilder(phase);
  }

  /** Nothing was ever granted. */
  static ViewBuilder vacant() {
    ViewBuilder view = new ViewBuilder(new Phase.Vacant());
    view.sync = SyncSet.ALONE;
    view.systemId = Optional.empty();
    view.lastPromoted = Optional.empty();
    view.highest = TimelineId.NONE;
    return view;
  }

  static MonotonicTime ago(Duration age) {
    return Given.NOW.minus(age);
  }

  ViewBuilder phase(Phase next) {
    phase = next;
    return this;
  }

  ViewBuilder leader(NodeId node) {
    self = node;
    return this;
  }

  ViewBuilder mode(ProtectionMode next) {
    mode = next;
    return this;
  }

  ViewBuilder wanting(int confirmations) {
    wanted = confirmations;
    return this;
  }

  ViewBuilder dataNodes(NodeId... nodes) {
    dataNodes = List.of(nodes);
    return this;
  }

  ViewBuilder restartFirst(Duration next) {
    restartFirst = next;
    return this;
  }

  /** The node has a higher priority than the others. */
  ViewBuilder preferring(NodeId node) {
    first = Optional.of(node);
    return this;
  }

  ViewBuilder sync(SyncSet next) {
    sync = next;
    return this;
  }

  ViewBuilder plan(SyncPlan next) {
    plan = Optional.of(next);
    return this;
  }

  ViewBuilder ttl(Optional<Duration> next) {
    ttl = next;
    return this;
  }

  ViewBuilder highest(TimelineId next) {
    highest = next;
    return this;
  }

  ViewBuilder report(ReportBuilder report) {
    return reportAged(report, Duration.ZERO);
  }

  ViewBuilder reportAged(ReportBuilder report, Duration age) {
    board = board.with(report.build(), ago(age));
    return this;
  }

  ViewBuilder slot(NodeId voter, SlotReport slot) {
    return slotAged(voter, slot, Duration.ZERO);
  }

  ViewBuilder slotAged(NodeId voter, SlotReport slot, Duration age) {
    return slotOf(Given.voter(voter), Given.REVISION, slot, age);
  }

  /** The word of a voter that has accepted nothing newer. */
  ViewBuilder slotAt(NodeId voter, Revision accepted, SlotReport slot) {
    return slotOf(Given.voter(voter), accepted, slot, Duration.ZERO);
  }

  ViewBuilder slotOf(Voter voter, Revision accepted, SlotReport slot, Duration age) {
    board = board.with(new Board.ToldSlot(voter, accepted, slot), ago(age));
    return this;
  }

  ViewBuilder hello(NodeId node, Message.Hello hello) {
    return helloAged(node, hello, Duration.ZERO);
  }

  ViewBuilder helloAged(NodeId node, Message.Hello hello, Duration age) {
    board = board.with(node, hello, ago(age));
    return this;
  }

  ViewBuilder health(NodeId standby, StandbyHealth health) {
    tenure = tenure.with(standby, health);
    return this;
  }

  ViewBuilder confirming(NodeId standby) {
    return health(
        standby,
        new StandbyHealth(
            Optional.empty(), Optional.empty(), Given.lsn(500), Given.lsn(500), Given.NOW));
  }

  ViewBuilder missing(NodeId standby, Duration since) {
    return health(
        standby,
        new StandbyHealth(
            Optional.of(ago(since)), Optional.empty(), Given.lsn(500), Given.lsn(500), Given.NOW));
  }

  ViewBuilder stuck(NodeId standby, Duration since) {
    return health(
        standby,
        new StandbyHealth(
            Optional.empty(), Optional.of(ago(since)), Given.lsn(400), Given.lsn(500), Given.NOW));
  }

  ViewBuilder contacts(NodeId... voters) {
    contacts = List.of(voters);
    return this;
  }

  ViewBuilder tenure(Tenure next) {
    tenure = next;
    return this;
  }

  /** The wait is over and the candidates were asked so long ago. */
  ViewBuilder asked(Duration age) {
    tenure = tenure.asking(new Tenure.ReportRound(ROUND, Given.REVISION, ago(age)));
    return slotsFree();
  }

  ViewBuilder slotsFree() {
    return slot(Given.A, free()).slot(Given.B, free()).slot(Given.W, free());
  }

  static SlotReport free() {
    return new SlotReport(Optional.empty(), true, 0, Optional.empty(), 0, true);
  }

  static SlotReport renewed(Token token) {
    return silent(token, 100, true);
  }

  static SlotReport silent(Token token, long millis, boolean opinion) {
    return new SlotReport(Optional.of(token), false, 1500, Optional.of(token), millis, opinion);
  }

  private DatabaseSettings settings() {
    DatabaseSettings equal =
        SETTINGS.computeIfAbsent(
            mode + " " + wanted + " " + dataNodes + restartFirst,
            key -> restartingFirst(Given.settings(mode, wanted, dataNodes.toArray(NodeId[]::new))));
    return first.map(node -> Given.preferring(equal, node)).orElse(equal);
  }

  private DatabaseSettings restartingFirst(DatabaseSettings base) {
    RoleTimings timings = base.timings();
    return new DatabaseSettings(
        base.name(),
        base.voters(),
        base.mode(),
        base.confirmations(),
        base.maxLagBytes(),
        base.dataNodes(),
        base.vip(),
        new RoleTimings(
            timings.switchoverStopTimeout(),
            timings.standbyGrace(),
            timings.restartDeadline(),
            restartFirst,
            timings.candidateWait()));
  }

  DatabaseState state() {
    DatabaseState base = Given.state(phase, mode, sync);
    return new DatabaseState(
        base.formation(),
        base.voters(),
        mode,
        systemId,
        phase,
        sync,
        plan,
        lastPromoted,
        highest,
        ttl);
  }

  RoleView build() {
    Revision revision = Given.REVISION;
    return new RoleView(
        self,
        settings(),
        Given.LEASE,
        Given.ELECTION,
        new Entry(
            revision,
            Given.revision(3, 16),
            new LedgerEvent.LeaderElected(self),
            state(),
            Given.WALL),
        board,
        tenure,
        contacts,
        Given.NOW);
  }

  RoleDecision decide() {
    return FailoverDecision.decide(build());
  }
}
