package dev.regent.config.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The relations that keep a leader in office while it is well.
 *
 * <ol>
 *   <li>Every time is above zero.
 *   <li>{@code 3 x beatInterval <= electionTimeout}: one lost beat makes nobody stand.
 *   <li>{@code stagger < electionTimeout}: a place in the order costs less than a round.
 * </ol>
 */
public final class ElectionRules {
  private static final String PREFIX = "regent.cell.election.";
  private static final String BEAT = PREFIX + "beat-interval";
  static final String TIMEOUT = PREFIX + "election-timeout";
  private static final String STAGGER = PREFIX + "stagger";

  private ElectionRules() {}

  /** All relations that do not hold; none means that {@link ElectionTimings} can be made. */
  public static List<Violation> violations(
      Duration beatInterval, Duration electionTimeout, Duration stagger) {
    List<Violation> found = new ArrayList<>();
    found.addAll(Durations.notPositive(BEAT, beatInterval));
    found.addAll(Durations.notPositive(TIMEOUT, electionTimeout));
    found.addAll(Durations.notPositive(STAGGER, stagger));
    if (!found.isEmpty()) {
      return List.copyOf(found);
    }
    found.addAll(oneLostBeatIsNoSilence(beatInterval, electionTimeout));
    found.addAll(staggerIsShort(electionTimeout, stagger));
    return List.copyOf(found);
  }

  private static List<Violation> oneLostBeatIsNoSilence(Duration beat, Duration timeout) {
    Duration least = beat.multipliedBy(3);
    return least.compareTo(timeout) <= 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(TIMEOUT, BEAT),
                "one lost beat would already start an election",
                "3 x beat-interval (%s) at most election-timeout (%s)"
                    .formatted(Durations.text(least), Durations.text(timeout))));
  }

  private static List<Violation> staggerIsShort(Duration timeout, Duration stagger) {
    return stagger.compareTo(timeout) < 0
        ? List.of()
        : List.of(
            new Violation(
                List.of(STAGGER, TIMEOUT),
                "a candidate's place in the order would cost more than a whole election",
                "stagger (%s) below election-timeout (%s)"
                    .formatted(Durations.text(stagger), Durations.text(timeout))));
  }
}
