package dev.regent.config.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The relations between the clockworks.
 *
 * <ol>
 *   <li>{@code electionTimeout < suspectTime}: a leader that is lost together with the primary is
 *       replaced while the primary is not even suspect yet, so it costs no time.
 *   <li>{@code switchoverStopTimeout <= suspectTime + fenceAfter - renewInterval}: a holder renews
 *       until PostgreSQL was not writable for the suspect time (R5); from its last renewal, at
 *       worst one interval before, it has {@link LeaseTimings#fenceAfter} left. A longer orderly
 *       stop would end in a fence, so in a rewind.
 *   <li>{@code beatInterval <= standbyGrace < suspectTime}: a standby is not given up before it
 *       could report, nor are writes stalled for as long as a failover would take.
 *   <li>{@code restartDeadline >= suspectTime}: otherwise it would never be reached (R5).
 *   <li>{@code restartFirst <= restartDeadline}: past the deadline the holder gives up by itself.
 *   <li>{@code candidateWait < suspectTime}.
 * </ol>
 */
final class TimingRules {
  private TimingRules() {}

  static List<Violation> violations(
      CellRules.Clockwork clockwork, List<DatabaseSettings> databases) {
    return Stream.concat(
            leaderIsReplacedInTime(clockwork).stream(),
            databases.stream().flatMap(database -> ofDatabase(clockwork, database)))
        .toList();
  }

  private static Stream<Violation> ofDatabase(
      CellRules.Clockwork clockwork, DatabaseSettings database) {
    return Stream.of(
            stopEndsBeforeTheLease(clockwork.lease(), database),
            graceIsNoShorterThanABeat(clockwork.election(), database),
            belowSuspectTime(clockwork, database, "standby-grace"),
            belowSuspectTime(clockwork, database, "candidate-wait"),
            deadlineIsReachable(clockwork.lease(), database),
            firstEndsBeforeTheDeadline(database))
        .flatMap(Optional::stream);
  }

  private static Optional<Violation> leaderIsReplacedInTime(CellRules.Clockwork clockwork) {
    Duration timeout = clockwork.election().electionTimeout();
    Duration suspect = clockwork.lease().suspectTime();
    return unless(
        timeout.compareTo(suspect) < 0,
        new Violation(
            List.of(Keys.ELECTION_TIMEOUT, Keys.SUSPECT_TIME),
            "a leader lost with the primary would be replaced too late",
            "election-timeout (%s) below lease.suspect-time (%s)"
                .formatted(Durations.text(timeout), Durations.text(suspect))));
  }

  private static Optional<Violation> stopEndsBeforeTheLease(
      LeaseTimings lease, DatabaseSettings database) {
    Duration stop = database.timings().switchoverStopTimeout();
    Duration longest = longestStop(lease);
    return unless(
        stop.compareTo(longest) <= 0,
        new Violation(
            List.of(
                Keys.timing(database.name(), "switchover-stop-timeout"),
                Keys.SUSPECT_TIME,
                "regent.cell.lease.ttl",
                "regent.cell.lease.fence-budget"),
            "the lease would end during an orderly stop of " + Durations.text(stop),
            "at most suspect-time + ttl x (100 - clock-rate-bound) / 100 - fence-budget - "
                + "renew-interval (%s)".formatted(Durations.text(longest))));
  }

  static Duration longestStop(LeaseTimings lease) {
    return lease.suspectTime().plus(lease.fenceAfter()).minus(lease.renewInterval());
  }

  private static Optional<Violation> graceIsNoShorterThanABeat(
      ElectionTimings election, DatabaseSettings database) {
    Duration grace = database.timings().standbyGrace();
    return unless(
        grace.compareTo(election.beatInterval()) >= 0,
        new Violation(
            List.of(Keys.timing(database.name(), "standby-grace"), Keys.BEAT_INTERVAL),
            "a standby would be given up before it could report",
            "standby-grace (%s) at least election.beat-interval (%s)"
                .formatted(Durations.text(grace), Durations.text(election.beatInterval()))));
  }

  private static Optional<Violation> belowSuspectTime(
      CellRules.Clockwork clockwork, DatabaseSettings database, String key) {
    Duration time =
        key.equals("standby-grace")
            ? database.timings().standbyGrace()
            : database.timings().candidateWait();
    Duration suspect = clockwork.lease().suspectTime();
    return unless(
        time.compareTo(suspect) < 0,
        new Violation(
            List.of(Keys.timing(database.name(), key), Keys.SUSPECT_TIME),
            "this wait alone would take as long as suspecting the primary",
            "%s (%s) below lease.suspect-time (%s)"
                .formatted(key, Durations.text(time), Durations.text(suspect))));
  }

  private static Optional<Violation> deadlineIsReachable(
      LeaseTimings lease, DatabaseSettings database) {
    Duration deadline = database.timings().restartDeadline();
    return unless(
        deadline.compareTo(lease.suspectTime()) >= 0,
        new Violation(
            List.of(Keys.timing(database.name(), "restart-deadline"), Keys.SUSPECT_TIME),
            "a restart in place would be given up before PostgreSQL counts as down",
            "restart-deadline (%s) at least lease.suspect-time (%s)"
                .formatted(Durations.text(deadline), Durations.text(lease.suspectTime()))));
  }

  private static Optional<Violation> firstEndsBeforeTheDeadline(DatabaseSettings database) {
    RoleTimings timings = database.timings();
    return unless(
        timings.restartFirst().compareTo(timings.restartDeadline()) <= 0,
        new Violation(
            List.of(
                Keys.timing(database.name(), "restart-first"),
                Keys.timing(database.name(), "restart-deadline")),
            "a restart in place is given up before a standby would be preferred again",
            "restart-first (%s) at most restart-deadline (%s)"
                .formatted(
                    Durations.text(timings.restartFirst()),
                    Durations.text(timings.restartDeadline()))));
  }

  private static Optional<Violation> unless(boolean holds, Violation violation) {
    return holds ? Optional.empty() : Optional.of(violation);
  }
}
