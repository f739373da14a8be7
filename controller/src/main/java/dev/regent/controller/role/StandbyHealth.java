package dev.regent.controller.role;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.Optional;

/**
 * How a standby keeps up, from the primary's walsenders: decided by progress, not by {@code state},
 * which is known to say "streaming" of a standby that is not.
 *
 * @param missingSince since when the primary has no walsender for it
 * @param stuckSince since when its flush position stands still behind the primary's; its walsender
 *     giving up on it is no reason to begin anew
 * @param flushed its last known flush position
 * @param target what the primary had flushed when the standby last stood still
 * @param lookedAt when the primary was last looked at
 */
public record StandbyHealth(
    Optional<MonotonicTime> missingSince,
    Optional<MonotonicTime> stuckSince,
    Lsn flushed,
    Lsn target,
    MonotonicTime lookedAt) {

  /** Nothing known yet: counts as missing from now. */
  public static StandbyHealth unknown(MonotonicTime now) {
    return new StandbyHealth(Optional.of(now), Optional.empty(), Lsn.ZERO, Lsn.ZERO, now);
  }

  /**
   * The health after a look at the primary. A position that is what it was at the look before has
   * stood still since then, but not since before this primary's time.
   *
   * @param primarySince when it became primary, by the leader's clock
   */
  public StandbyHealth seen(
      PostgresView primary, NodeId standby, MonotonicTime primarySince, MonotonicTime now) {
    Optional<PostgresView.WalSender> sender =
        primary.walSenders().stream().filter(known -> known.node().equals(standby)).findFirst();
    if (sender.isEmpty() || !sender.get().state().equals("streaming")) {
      return new StandbyHealth(
          Optional.of(missingSince.orElse(now)), stuckSince, flushed, target, now);
    }
    Lsn reached = sender.get().flushed();
    boolean keepsUp = reached.isAtLeast(target) || !flushed.isAtLeast(reached);
    MonotonicTime since = MonotonicTime.max(lookedAt, primarySince);
    return new StandbyHealth(
        Optional.empty(),
        keepsUp ? Optional.empty() : Optional.of(stuckSince.orElse(since)),
        reached,
        keepsUp ? primary.flushed().lsn() : target,
        now);
  }

  /** Whether it can confirm commits: it streams and its flush position moves. */
  public boolean isConfirming() {
    return missingSince.isEmpty() && stuckSince.isEmpty();
  }

  /**
   * Lost: without a walsender for {@code grace}, by two looks at least, or seen to be stuck for
   * {@code stall}. A primary that died shows no look any more: what its last one showed must not
   * grow old by the leader's clock, or k = 0 is committed for the dead one, and nobody can follow.
   */
  public boolean isLost(Duration grace, Duration stall, MonotonicTime now) {
    return missingSince
            .filter(since -> since.isBefore(lookedAt) && now.since(since).compareTo(grace) >= 0)
            .isPresent()
        || stuckSince.filter(since -> lookedAt.since(since).compareTo(stall) >= 0).isPresent();
  }
}
