package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What the agent knows of its PostgreSQL and of what its jobs achieved.
 *
 * @param observed the last look, and when it began
 * @param look its number: rises with every look of a session, whichever daemon looks
 * @param hungSince since when PostgreSQL does not answer, or no WAL reaches its disk though
 *     somebody waits for that, without a break
 * @param notWritableSince since when a serving primary has not been writable
 * @param followed the follow job that was completed, until PostgreSQL leaves it
 */
public record Facts(
    Optional<Observation> observed,
    MonotonicTime observedAt,
    long look,
    Optional<MonotonicTime> hungSince,
    Optional<MonotonicTime> notWritableSince,
    Optional<Job.Follow> followed,
    Optional<NodeReport.Cut> cut,
    Optional<NodeReport.Promoted> promoted,
    Optional<NodeReport.Sync> sync,
    Optional<NodeReport.Stopped> stopped,
    Optional<NodeReport.Problem> problem) {

  static final Facts NONE =
      new Facts(
          Optional.empty(),
          MonotonicTime.ZERO,
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * What the next look adds.
   *
   * @param patience how long a primary's WAL may take to its disk before it counts as stalled: a
   *     slow sync is none (I12)
   */
  Facts seen(Observation latest, MonotonicTime begun, MonotonicTime now, Duration patience) {
    boolean stands = standsStill(latest);
    boolean silent = latest.postgres().status() == PostgresStatus.UNRESPONSIVE;
    Optional<MonotonicTime> hung =
        silent || stands ? Optional.of(hungSince.orElse(now)) : Optional.empty();
    boolean stalled =
        stands && hung.filter(since -> now.since(since).compareTo(patience) >= 0).isPresent();
    Observation next =
        stalled ? latest.with(latest.postgres().with(PostgresStatus.STALLED)) : latest;
    PostgresStatus status = next.postgres().status();
    Optional<MonotonicTime> down =
        status == PostgresStatus.PRIMARY
            ? Optional.empty()
            : Optional.of(notWritableSince.orElse(now));
    Optional<NodeReport.Sync> inForce =
        status.isOutOfRecovery() || status == PostgresStatus.UNRESPONSIVE ? sync : Optional.empty();
    return new Facts(
        Optional.of(next),
        begun,
        Math.max(look + 1, begun.nanos()),
        hung,
        down,
        followed,
        cut,
        promoted,
        inForce,
        stopped,
        problem);
  }

  /** A process waits for the disk as at the last look, and nothing was flushed since. */
  private boolean standsStill(Observation latest) {
    return latest.awaitsDisk()
        && observed
            .filter(Observation::awaitsDisk)
            .filter(last -> last.postgres().flushed().equals(latest.postgres().flushed()))
            .isPresent();
  }

  Facts following(Optional<Job.Follow> done) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        done,
        cut,
        promoted,
        sync,
        stopped,
        problem);
  }

  Facts with(NodeReport.Cut next) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        Optional.empty(),
        Optional.of(next),
        promoted,
        sync,
        stopped,
        problem);
  }

  Facts with(NodeReport.Promoted next) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        Optional.empty(),
        Optional.empty(),
        Optional.of(next),
        Optional.empty(),
        Optional.empty(),
        problem);
  }

  Facts with(NodeReport.Sync next) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        followed,
        cut,
        promoted,
        Optional.of(next),
        stopped,
        problem);
  }

  Facts withoutSync() {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        followed,
        cut,
        promoted,
        Optional.empty(),
        stopped,
        problem);
  }

  Facts with(NodeReport.Stopped next) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        followed,
        cut,
        promoted,
        sync,
        Optional.of(next),
        problem);
  }

  Facts withProblem(Optional<NodeReport.Problem> next) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        followed,
        cut,
        promoted,
        sync,
        stopped,
        next);
  }

  /** What failed is wanted still, and fails at this revision as well. */
  Facts withProblemAt(Revision revision) {
    return withProblem(
        problem.map(known ->
            new NodeReport.Problem(revision, known.code(), known.message(), known.retry())));
  }

  /** Not writable counts from now: PostgreSQL is given time to become so. */
  Facts awaitingWritable(MonotonicTime now) {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        Optional.of(now),
        followed,
        cut,
        promoted,
        sync,
        stopped,
        problem);
  }

  /** Facts about a promise of S2 end when a newer Instruction ends the promise. */
  Facts withoutCut() {
    return new Facts(
        observed,
        observedAt,
        look,
        hungSince,
        notWritableSince,
        followed,
        Optional.empty(),
        promoted,
        sync,
        stopped,
        problem);
  }
}
