package dev.regent.protocol.state;

import dev.regent.protocol.FormationId;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import java.time.Duration;
import java.util.Optional;

/**
 * The whole state of a database at one revision, about 2 KB; carried by every ledger entry (L2).
 *
 * <p>Changed only by {@link StateChange#apply}.
 *
 * @param sync what every acknowledged write is worth (S1)
 * @param plan the tightening under way
 * @param lastPromoted the last committed promotion; its node stays a candidate (S2)
 * @param highestTimeline the highest timeline ever reserved or promoted (S5)
 * @param ttl the formation's maximum TTL (V1, V3), whatever the file of a node says by now; absent
 *     in what was stored before this was recorded
 */
public record DatabaseState(
    FormationId formation,
    VoterSet voters,
    ProtectionMode mode,
    Optional<SystemId> systemId,
    Phase phase,
    SyncSet sync,
    Optional<SyncPlan> plan,
    Optional<Promotion> lastPromoted,
    TimelineId highestTimeline,
    Optional<Duration> ttl) {

  /** The rule that the primary's PostgreSQL is to run at this revision. */
  public SyncRule syncRule() {
    if (plan.isPresent()) {
      return plan.get().rule();
    }
    if (sync.isAlone() && mode == ProtectionMode.PROTECTION) {
      return SyncRule.BLOCK;
    }
    return sync.rule();
  }

  public boolean isLastPromoted(NodeId node) {
    return lastPromoted.filter(promotion -> promotion.node().equals(node)).isPresent();
  }

  DatabaseState with(Phase next) {
    return new DatabaseState(
        formation, voters, mode, systemId, next, sync, plan, lastPromoted, highestTimeline, ttl);
  }

  DatabaseState with(SyncSet next, Optional<SyncPlan> nextPlan) {
    return new DatabaseState(
        formation,
        voters,
        mode,
        systemId,
        phase,
        next,
        nextPlan,
        lastPromoted,
        highestTimeline,
        ttl);
  }

  DatabaseState with(VoterSet next) {
    return new DatabaseState(
        formation, next, mode, systemId, phase, sync, plan, lastPromoted, highestTimeline, ttl);
  }

  DatabaseState with(Promotion promotion) {
    return new DatabaseState(
        formation,
        voters,
        mode,
        systemId,
        phase,
        sync,
        plan,
        Optional.of(promotion),
        TimelineId.max(highestTimeline, promotion.timeline()),
        ttl);
  }

  DatabaseState with(SystemId id) {
    return new DatabaseState(
        formation,
        voters,
        mode,
        Optional.of(id),
        phase,
        sync,
        plan,
        lastPromoted,
        highestTimeline,
        ttl);
  }

  DatabaseState with(TimelineId reserved) {
    return new DatabaseState(
        formation,
        voters,
        mode,
        systemId,
        phase,
        sync,
        plan,
        lastPromoted,
        TimelineId.max(highestTimeline, reserved),
        ttl);
  }

  DatabaseState with(Duration maximumTtl) {
    return new DatabaseState(
        formation,
        voters,
        mode,
        systemId,
        phase,
        sync,
        plan,
        lastPromoted,
        highestTimeline,
        Optional.of(maximumTtl));
  }
}
