package dev.regent.protocol.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.WalPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One entry's event. Past tense; applied only by {@code StateChange}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LedgerEvent.Genesis.class, name = "genesis"),
  @JsonSubTypes.Type(value = LedgerEvent.LeaderElected.class, name = "leader-elected"),
  @JsonSubTypes.Type(value = LedgerEvent.BootstrapStarted.class, name = "bootstrap-started"),
  @JsonSubTypes.Type(value = LedgerEvent.PrimaryGranted.class, name = "primary-granted"),
  @JsonSubTypes.Type(value = LedgerEvent.RestartPlanned.class, name = "restart-planned"),
  @JsonSubTypes.Type(value = LedgerEvent.Promoted.class, name = "promoted"),
  @JsonSubTypes.Type(value = LedgerEvent.PrimaryRevoked.class, name = "primary-revoked"),
  @JsonSubTypes.Type(value = LedgerEvent.PrimaryFenced.class, name = "primary-fenced"),
  @JsonSubTypes.Type(value = LedgerEvent.SwitchoverStarted.class, name = "switchover-started"),
  @JsonSubTypes.Type(value = LedgerEvent.SwitchoverAborted.class, name = "switchover-aborted"),
  @JsonSubTypes.Type(value = LedgerEvent.SyncPlanned.class, name = "sync-planned"),
  @JsonSubTypes.Type(value = LedgerEvent.SyncSetChanged.class, name = "sync-set-changed"),
  @JsonSubTypes.Type(value = LedgerEvent.VoterReplaced.class, name = "voter-replaced"),
  @JsonSubTypes.Type(value = LedgerEvent.Paused.class, name = "paused"),
  @JsonSubTypes.Type(value = LedgerEvent.ResumeRequested.class, name = "resume-requested"),
  @JsonSubTypes.Type(value = LedgerEvent.Resumed.class, name = "resumed")
})
public sealed interface LedgerEvent {
  /** The first entry: a pure function of the confirmed vector and the settings hash (L6). */
  record Genesis(FormationId formation, List<Voter> voters) implements LedgerEvent {}

  /** A candidate won its term and re-proposed the highest accepted state (L3). */
  record LeaderElected(NodeId leader) implements LedgerEvent {}

  /** Every data directory was empty: this node creates the database. */
  record BootstrapStarted(NodeId node) implements LedgerEvent {}

  /**
   * The right to become primary; its revision is the token.
   *
   * @param timeline reserved, above all reserved or reported (S5)
   * @param considered the candidates' reports by which this one was chosen (S2)
   * @param bytesPossiblyLost only in performance mode or with accepted data loss; {@link
   *     Long#MAX_VALUE} when nobody knows
   */
  record PrimaryGranted(
      Session holder,
      SystemId systemId,
      TimelineId timeline,
      GrantReason reason,
      List<Candidate> considered,
      long bytesPossiblyLost)
      implements LedgerEvent {}

  /** A restart in place under an unbroken lease, onto a new timeline (R5, S5). */
  record RestartPlanned(TimelineId timeline) implements LedgerEvent {}

  /** The grantee left recovery on the granted timeline (S4). */
  record Promoted(Token token, TimelineId timeline, Lsn endOfRecovery, SyncSet sync)
      implements LedgerEvent {}

  /** The token's right ended (V6). */
  record PrimaryRevoked(
      Token token, RevokeReason reason, Optional<NodeId> preferred, boolean acceptDataLoss)
      implements LedgerEvent {}

  /** STONITH, or a named person, confirmed that the revoked or resuming holder is off (V1, H6). */
  record PrimaryFenced(Token token, String by) implements LedgerEvent {}

  /** Authorises the stop of the primary (R3). */
  record SwitchoverStarted(NodeId target, boolean immediateOnBound, String by)
      implements LedgerEvent {}

  /** The switchover is given up; the old primary needs a new grant (R3). */
  record SwitchoverAborted(String reason) implements LedgerEvent {}

  /** PostgreSQL is to tighten first; the ledger follows (S1). */
  record SyncPlanned(SyncRule rule, SyncSet target) implements LedgerEvent {}

  /** The promise (S, k) changes (S1). */
  record SyncSetChanged(SyncSet sync, SyncReason reason) implements LedgerEvent {}

  /** A voter lost its journal and votes again with a new one (L6, L7). */
  record VoterReplaced(Voter successor) implements LedgerEvent {}

  /** No automatic role change from here on (H6). */
  record Paused(String by) implements LedgerEvent {}

  /**
   * A grant of its own: the holder takes the lease over the PostgreSQL that runs (H6).
   *
   * @param ttl the maximum TTL from here on; only after a pause may it be another one (V3)
   */
  record ResumeRequested(Session holder, TimelineId timeline, Lsn position, Optional<Duration> ttl)
      implements LedgerEvent {}

  /** The holder has lease and armed guard (H6). */
  record Resumed(TimelineId timeline) implements LedgerEvent {}

  /** What a candidate reported when a grant was decided. */
  record Candidate(NodeId node, WalPosition position, boolean eligible) {}
}
