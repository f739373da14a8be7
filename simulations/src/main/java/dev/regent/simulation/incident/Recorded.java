package dev.regent.simulation.incident;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a history that is replayed: what came after the cell was first seen at rest.
 *
 * @param formed what is left out: it is the way to the rest that a scenario begins with
 * @param primary who was primary at rest
 * @param moments what is replayed, with its time in the replay
 * @param shortened how often a quiet time was made shorter
 */
record Recorded(List<Transition> formed, String primary, List<Moment> moments, int shortened) {
  /** Quiet for longer says nothing new. */
  static final Duration MOST_QUIET = Duration.ofMinutes(2);

  private static final Duration FORMING = Duration.ofSeconds(30);

  Recorded {
    formed = List.copyOf(formed);
    moments = List.copyOf(moments);
  }

  /** A recorded transition, at its time in the replay. */
  record Moment(Duration at, Transition transition) {}

  /**
   * The part of a dump that can be replayed.
   *
   * @param lead when the first transition is due: what caused it comes before it
   */
  static Recorded of(Dump dump, Duration lead, Topology cell) {
    List<Transition> all = dump.transitions();
    int from = rest(all, cell.order().getFirst());
    List<Transition> formed = all.subList(0, from);
    List<Transition> rest = all.subList(from, all.size());
    String primary = holder(formed, rest).orElse(cell.first());
    List<Moment> moments = new ArrayList<>();
    Duration at = lead;
    int shortened = 0;
    for (int i = 0; i < rest.size(); i++) {
      Duration quiet = i == 0 ? Duration.ZERO : quiet(rest.get(i - 1), rest.get(i));
      shortened += quiet.compareTo(MOST_QUIET) > 0 ? 1 : 0;
      at = at.plus(quiet.compareTo(MOST_QUIET) > 0 ? MOST_QUIET : quiet);
      moments.add(new Moment(at, rest.get(i)));
    }
    return new Recorded(formed, primary, moments, shortened);
  }

  /** Clocks of two leaders may differ; time does not go back in a replay. */
  private static Duration quiet(Transition before, Transition after) {
    Duration between = Duration.between(before.at(), after.at());
    return between.isNegative() ? Duration.ZERO : between;
  }

  /** The place of the first transition after the cell was at rest. */
  private static int rest(List<Transition> all, String leader) {
    if (beginsAtRest(all.getFirst())) {
      return 0;
    }
    int at = 0;
    while (at < all.size() && !all.get(at).phase().equals("primary")) {
      at++;
    }
    boolean isFounded = all.subList(0, at).stream().anyMatch(it -> it.what() == Happening.GENESIS);
    int rest = Math.min(at + 1, all.size());
    while (isFounded && rest < all.size() && isForming(all.get(rest - 1), all.get(rest), leader)) {
      rest++;
    }
    return rest;
  }

  /** Where a history is cut off, these may be the first of something. */
  private static boolean beginsAtRest(Transition first) {
    return switch (first.what()) {
      case PRIMARY_REVOKED, SWITCHOVER_STARTED, RESTART_PLANNED, PAUSED -> true;
      case SYNC_PLANNED, SYNC_SET_CHANGED, VOTER_REPLACED -> true;
      case LEADER_ELECTED -> first.phase().equals("primary");
      case GENESIS, BOOTSTRAP_STARTED, PRIMARY_GRANTED, PROMOTED, PRIMARY_FENCED -> false;
      case SWITCHOVER_ABORTED, RESUME_REQUESTED, RESUMED -> false;
    };
  }

  /** Standbys join for the first time, and the lead goes to who is to have it. */
  private static boolean isForming(Transition before, Transition next, String leader) {
    boolean joins =
        next.what() == Happening.SYNC_PLANNED
            || (next.what() == Happening.LEADER_ELECTED && next.who().equals(leader))
            || next.isReason("joined");
    return joins && quiet(before, next).compareTo(FORMING) < 0;
  }

  /** Who was primary between these two parts. */
  private static Optional<String> holder(List<Transition> before, List<Transition> after) {
    Optional<String> last =
        before.stream()
            .filter(it ->
                it.what() == Happening.PROMOTED
                    || it.what() == Happening.RESUMED
                    || it.what() == Happening.RESTART_PLANNED)
            .flatMap(it -> it.node().stream())
            .reduce((_, newer) -> newer);
    return last.or(() -> after.stream().flatMap(it -> named(it).stream()).findFirst());
  }

  private static Optional<String> named(Transition transition) {
    return switch (transition.what()) {
      case PRIMARY_REVOKED, RESTART_PLANNED, PAUSED, PROMOTED, RESUMED -> transition.node();
      case SWITCHOVER_ABORTED, PRIMARY_FENCED -> transition.node();
      case SWITCHOVER_STARTED -> new Words(transition).stopping();
      case GENESIS, LEADER_ELECTED, BOOTSTRAP_STARTED, PRIMARY_GRANTED -> Optional.empty();
      case SYNC_PLANNED, SYNC_SET_CHANGED, VOTER_REPLACED, RESUME_REQUESTED -> Optional.empty();
    };
  }
}
