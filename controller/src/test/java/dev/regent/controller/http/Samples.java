package dev.regent.controller.http;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.Profile;
import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.ledger.Replica;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.Tenure;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.controller.voter.Watch;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.Promotion;
import dev.regent.protocol.state.VoterSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cell of data nodes a and b and witness w, with a as the primary of "orders". */
final class Samples {
  static final NodeId A = new NodeId("a");
  static final NodeId B = new NodeId("b");
  static final NodeId W = new NodeId("w");
  static final DatabaseName ORDERS = new DatabaseName("orders");
  static final SystemId SYSTEM = new SystemId("7300000000000000001");
  static final MonotonicTime NOW = new MonotonicTime(Duration.ofHours(1).toNanos());
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  static final Revision REVISION = revision(3, 17);
  static final Token TOKEN = new Token(revision(2, 9));
  static final Session SESSION_A = new Session(A, 4, 44);
  static final Session SESSION_B = new Session(B, 5, 55);
  static final TimelineId TIMELINE = new TimelineId(2);
  static final Lsn POSITION = Lsn.parse("0/5000000");

  static final Phase PRIMARY_ON_A = new Phase.Primary(TOKEN, SESSION_A, TIMELINE);
  static final List<Voter> VOTERS = List.of(voter(A), voter(B), voter(W));

  private Samples() {}

  static Revision revision(long term, long index) {
    return new Revision(new Term(term), index);
  }

  static Voter voter(NodeId node) {
    return new Voter(node, new Incarnation(node.name().charAt(0)), "machine of " + node);
  }

  static MonotonicTime ago(long millis) {
    return NOW.minus(Duration.ofMillis(millis));
  }

  static DatabaseState state(Phase phase) {
    return new DatabaseState(
        new FormationId("f00d"),
        new VoterSet(revision(0, 1), VOTERS),
        ProtectionMode.AVAILABILITY,
        Optional.of(SYSTEM),
        phase,
        new SyncSet(List.of(B), 1),
        Optional.empty(),
        Optional.of(new Promotion(A, TOKEN, TIMELINE, Lsn.parse("0/3000000"))),
        TIMELINE,
        Optional.empty());
  }

  static Entry entry(Revision revision, LedgerEvent event, DatabaseState state) {
    return new Entry(revision, Revision.NONE, event, state, AT);
  }

  static VoterSetup setup(NodeId self) {
    return new VoterSetup(
        self,
        new DatabaseSettings(
            ORDERS,
            List.of(A, B, W),
            ProtectionMode.AVAILABILITY,
            1,
            0,
            List.of(
                new DataNodeSettings(A, new Endpoint("10.0.0.1", 5432), 100),
                new DataNodeSettings(B, new Endpoint("10.0.0.2", 5432), 100)),
            Optional.empty(),
            Profile.DEFAULT.roles()),
        Profile.DEFAULT.lease(),
        Profile.DEFAULT.election(),
        List.of(W, A, B),
        "hash",
        "machine of " + self);
  }

  /** The same database, formed when a's file still said this. */
  static VoterState formedWith(ProtectionMode mode, Duration ttl) {
    DatabaseState now = state(PRIMARY_ON_A);
    DatabaseState then =
        new DatabaseState(
            now.formation(),
            now.voters(),
            mode,
            now.systemId(),
            now.phase(),
            now.sync(),
            now.plan(),
            now.lastPromoted(),
            now.highestTimeline(),
            Optional.of(ttl));
    return voter(A, following(Optional.of(W), 100), then, healthyBoard());
  }

  /** A voter of a formed database. */
  static VoterState voter(NodeId self, Leadership leadership, Phase phase, Board board) {
    return voter(self, leadership, state(phase), board);
  }

  private static VoterState voter(
      NodeId self, Leadership leadership, DatabaseState state, Board board) {
    Entry accepted = entry(REVISION, new LedgerEvent.LeaderElected(W), state);
    Replica replica =
        new Replica(
            self,
            Optional.of(voter(self).incarnation()),
            new Term(3),
            Optional.of(W),
            Optional.of(accepted),
            Optional.empty(),
            true);
    return voter(self, leadership, replica, board);
  }

  /** A voter that has met nobody yet. */
  static VoterState unformed(NodeId self) {
    return voter(self, following(Optional.empty(), 0), Replica.blank(self), Board.EMPTY);
  }

  private static VoterState voter(
      NodeId self, Leadership leadership, Replica replica, Board board) {
    return new VoterState(
        setup(self),
        replica,
        new Term(3),
        leadership,
        new LeaseSlot.Held(TOKEN, SESSION_A, NOW.plus(Duration.ofMillis(3500))),
        new Watch(Optional.of(TOKEN), ago(500), ago(60_000), false),
        board,
        List.of(),
        List.of(),
        Optional.empty(),
        Tenure.since(ago(60_000)),
        Optional.empty());
  }

  static Leadership following(Optional<NodeId> leader, long silentMillis) {
    return new Leadership.Following(
        leader, new Term(3), ago(silentMillis), NOW, MonotonicTime.ZERO);
  }

  /** Leads term 3; the voters named answered 100 ms ago. */
  static Leadership leading(Phase phase, NodeId... answering) {
    return new Leadership.Leading(
        new Term(3),
        entry(REVISION, new LedgerEvent.LeaderElected(W), state(phase)),
        true,
        Optional.empty(),
        NOW,
        List.of(answering).stream()
            .map(node -> new Leadership.Contact(voter(node), ago(100), REVISION))
            .toList());
  }

  /** Everything is well: a is the primary, b streams from it. */
  static Board healthyBoard() {
    return Board.EMPTY
        .with(Reports.primary().build(), ago(100))
        .with(Reports.standby().build(), ago(100));
  }
}
