package dev.regent.controller.role;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.ElectionTimings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.Profile;
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
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.Promotion;
import dev.regent.protocol.state.VoterSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The values that rule tests share: data nodes a, b, c; voters a, b and the witness w. */
public final class Given {
  public static final NodeId A = new NodeId("a");
  public static final NodeId B = new NodeId("b");
  public static final NodeId C = new NodeId("c");
  public static final NodeId D = new NodeId("d");
  public static final NodeId W = new NodeId("w");
  public static final Session ON_A = new Session(A, 4, 44);
  public static final Session ON_B = new Session(B, 5, 55);
  public static final Session ON_C = new Session(C, 6, 66);
  public static final Session ON_D = new Session(D, 7, 77);
  public static final Token T1 = new Token(revision(2, 9));
  public static final Token T2 = new Token(revision(3, 12));
  public static final Revision REVISION = revision(3, 17);
  public static final TimelineId TL2 = new TimelineId(2);
  public static final TimelineId TL3 = new TimelineId(3);
  public static final SystemId SYSTEM = new SystemId("7300000000000000001");
  public static final SystemId FOREIGN = new SystemId("7300000000000000002");
  public static final MonotonicTime NOW = new MonotonicTime(Duration.ofHours(1).toNanos());
  public static final Instant WALL = Instant.parse("2026-01-02T03:04:05Z");
  public static final LeaseTimings LEASE = Profile.DEFAULT.lease();
  public static final ElectionTimings ELECTION = Profile.DEFAULT.election();
  public static final Duration TIMEOUT = ELECTION.electionTimeout();

  private Given() {}

  public static Revision revision(long term, long index) {
    return new Revision(new Term(term), index);
  }

  public static Lsn lsn(long value) {
    return new Lsn(value);
  }

  public static WalPosition at(TimelineId timeline, long lsn) {
    return new WalPosition(timeline, lsn(lsn));
  }

  public static Session session(NodeId node) {
    return List.of(ON_A, ON_B, ON_C, ON_D).stream()
        .filter(known -> known.node().equals(node))
        .findFirst()
        .orElseThrow();
  }

  public static Session next(Session earlier) {
    return new Session(earlier.node(), earlier.start() + 1, 7);
  }

  public static Voter voter(NodeId node) {
    return new Voter(node, new Incarnation(node.name().charAt(0)), "machine of " + node);
  }

  /** The node's voter after it lost its journal. */
  public static Voter successor(NodeId node) {
    return new Voter(node, new Incarnation(1000 + node.name().charAt(0)), "machine of " + node);
  }

  public static VoterSet voters() {
    return new VoterSet(revision(0, 1), List.of(voter(A), voter(B), voter(W)));
  }

  public static SyncSet sync(int confirmations, NodeId... members) {
    return new SyncSet(List.of(members), confirmations);
  }

  public static DatabaseState state(Phase phase) {
    return state(phase, ProtectionMode.AVAILABILITY, sync(1, B));
  }

  public static DatabaseState state(Phase phase, ProtectionMode mode, SyncSet sync) {
    return new DatabaseState(
        new FormationId("f00d"),
        voters(),
        mode,
        Optional.of(SYSTEM),
        phase,
        sync,
        Optional.empty(),
        Optional.of(new Promotion(A, T1, TL2, lsn(300))),
        TL2,
        Optional.empty());
  }

  /** The same with another maximum TTL. */
  public static DatabaseState lasting(DatabaseState base, Optional<Duration> ttl) {
    return new DatabaseState(
        base.formation(),
        base.voters(),
        base.mode(),
        base.systemId(),
        base.phase(),
        base.sync(),
        base.plan(),
        base.lastPromoted(),
        base.highestTimeline(),
        ttl);
  }

  public static Phase.Granted granted() {
    return new Phase.Granted(T2, ON_B, TL3, false, Optional.empty());
  }

  public static Phase.Granted restarting() {
    return new Phase.Granted(T1, ON_A, TL3, true, Optional.empty());
  }

  public static Phase.Primary primary() {
    return new Phase.Primary(T1, ON_A, TL2);
  }

  public static Phase.SwitchingOver switching() {
    return new Phase.SwitchingOver(T1, ON_A, TL2, B, false);
  }

  public static Phase.Revoked revoked() {
    return revoked(RevokeReason.SILENT);
  }

  public static Phase.Revoked revoked(RevokeReason reason) {
    return new Phase.Revoked(T1, ON_A, reason, Optional.empty(), false, false);
  }

  public static Phase.Revoked fenced() {
    return new Phase.Revoked(T1, ON_A, RevokeReason.SILENT, Optional.empty(), true, false);
  }

  public static Phase.Resuming resuming() {
    return new Phase.Resuming(T1, ON_A);
  }

  /** One of every phase. */
  public static List<Phase> phases() {
    return List.of(
        new Phase.Vacant(),
        new Phase.Bootstrapping(A),
        granted(),
        restarting(),
        primary(),
        switching(),
        revoked(),
        fenced(),
        new Phase.Revoked(T1, ON_A, RevokeReason.OPERATOR, Optional.of(B), false, true),
        new Phase.Paused(Optional.of(A)),
        resuming());
  }

  public static DatabaseSettings settings(ProtectionMode mode, NodeId... dataNodes) {
    return settings(mode, 1, dataNodes);
  }

  public static DatabaseSettings settings(
      ProtectionMode mode, int confirmations, NodeId... dataNodes) {
    return new DatabaseSettings(
        new DatabaseName("orders"),
        List.of(A, B, W),
        mode,
        confirmations,
        100,
        List.of(dataNodes).stream()
            .map(node -> new DataNodeSettings(node, new Endpoint("10.0.0.1", 5432), 100))
            .toList(),
        Optional.empty(),
        Profile.DEFAULT.roles());
  }

  /** The same, with a higher priority for the node. */
  public static DatabaseSettings preferring(DatabaseSettings equal, NodeId node) {
    return new DatabaseSettings(
        equal.name(),
        equal.voters(),
        equal.mode(),
        equal.confirmations(),
        equal.maxLagBytes(),
        equal.dataNodes().stream()
            .map(data ->
                data.node().equals(node) ? new DataNodeSettings(node, data.endpoint(), 200) : data)
            .toList(),
        equal.vip(),
        equal.timings());
  }
}
