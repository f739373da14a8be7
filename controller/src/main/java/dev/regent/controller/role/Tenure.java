package dev.regent.controller.role;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a leader remembers while it leads, and forgets with its term. Nothing here is needed for
 * safety: a new leader starts with none of it (R2).
 *
 * @param leadingSince when the term was won
 * @param committedAt when the newest entry was committed
 * @param phaseSince when the newest change of phase was committed
 * @param round the report requests under way (S2)
 * @param standbys how well each standby keeps up
 * @param judged the look at a primary that they were last judged by
 * @param touchedAt when the primary's agent last heard this leader, by its own word (R7)
 */
public record Tenure(
    MonotonicTime leadingSince,
    MonotonicTime committedAt,
    MonotonicTime phaseSince,
    Optional<ReportRound> round,
    SortedMap<NodeId, StandbyHealth> standbys,
    Optional<Look> judged,
    Optional<MonotonicTime> touchedAt) {

  /** Not leading. */
  public static final Tenure NONE = since(MonotonicTime.ZERO);

  /**
   * A round of report requests.
   *
   * @param number tells its answers from those of other rounds
   * @param revision the revocation that it is for
   */
  public record ReportRound(long number, Revision revision, MonotonicTime startedAt) {}

  /** One look of a session at its server, by the number that its reports give it. */
  public record Look(Session session, long number) {}

  /** A leader's memory at the start of its term. */
  public static Tenure since(MonotonicTime now) {
    return new Tenure(
        now,
        now,
        now,
        Optional.empty(),
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.empty());
  }

  /** After a commit; a change of phase also ends the round of report requests. */
  public Tenure committing(Entry entry, MonotonicTime now) {
    boolean phaseChanges =
        switch (entry.event()) {
          case LedgerEvent.SyncPlanned planned -> false;
          case LedgerEvent.SyncSetChanged changed -> false;
          case LedgerEvent.VoterReplaced replaced -> false;
          case LedgerEvent.LeaderElected elected -> false;
          case LedgerEvent other -> true;
        };
    return new Tenure(
        leadingSince,
        now,
        phaseChanges ? now : phaseSince,
        Optional.empty(),
        standbys,
        judged,
        touchedAt);
  }

  public Tenure asking(ReportRound next) {
    return new Tenure(
        leadingSince, committedAt, phaseSince, Optional.of(next), standbys, judged, touchedAt);
  }

  public Tenure touching(MonotonicTime at) {
    return new Tenure(
        leadingSince, committedAt, phaseSince, round, standbys, judged, Optional.of(at));
  }

  public Tenure with(NodeId standby, StandbyHealth health) {
    TreeMap<NodeId, StandbyHealth> next = new TreeMap<>(standbys);
    next.put(standby, health);
    return new Tenure(
        leadingSince,
        committedAt,
        phaseSince,
        round,
        Collections.unmodifiableSortedMap(next),
        judged,
        touchedAt);
  }

  public Tenure judging(Look look) {
    return new Tenure(
        leadingSince, committedAt, phaseSince, round, standbys, Optional.of(look), touchedAt);
  }

  public Optional<StandbyHealth> health(NodeId standby) {
    return Optional.ofNullable(standbys.get(standby));
  }
}
