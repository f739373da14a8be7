package dev.regent.agent.cli;

import java.util.Optional;

/** When a change that was accepted is finished. Looks at values only. */
enum Goal {
  /** Another node is the primary and serves. */
  OTHER_PRIMARY,
  /** A primary with a new token serves. */
  NEW_PRIMARY,
  /** A primary serves. */
  PRIMARY,
  PAUSED,
  /** Nothing follows the acceptance. */
  NONE;

  /** How far a change is. */
  sealed interface Progress {
    /** Under way. */
    record Going() implements Progress {}

    /** Finished as wished. */
    record Reached(String text) implements Progress {}

    /** Finished, but not as wished. */
    record Missed(String text) implements Progress {}
  }

  /**
   * Judges a status.
   *
   * @param before the status from before the command
   * @param target the node that was asked for
   * @param now a status that knows of the command
   */
  Progress judge(Json before, Optional<String> target, Json now) {
    return switch (this) {
      case NONE -> new Progress.Reached("accepted");
      case PAUSED ->
          now.is("paused")
              ? new Progress.Reached("paused: nothing is decided automatically until resume")
              : new Progress.Going();
      case PRIMARY -> serves(now) ? primary(target, now) : new Progress.Going();
      case NEW_PRIMARY ->
          serves(now) && !now.text("token").equals(before.text("token"))
              ? primary(target, now)
              : new Progress.Going();
      case OTHER_PRIMARY -> switched(before, target, now);
    };
  }

  private static Progress switched(Json before, Optional<String> target, Json now) {
    if (!serves(now)) {
      return new Progress.Going();
    }
    return now.text("primary").equals(before.text("primary"))
        ? new Progress.Missed(
            "the switchover was given up and %s is primary again; see regent history"
                .formatted(now.shown("primary")))
        : primary(target, now);
  }

  private static Progress primary(Optional<String> target, Json now) {
    String primary = now.shown("primary");
    String text = "%s is the primary, on timeline %s".formatted(primary, now.shown("timeline"));
    return target.filter(wanted -> !wanted.equals(primary)).isPresent()
        ? new Progress.Missed("%s, not %s; see regent history".formatted(text, target.get()))
        : new Progress.Reached(text);
  }

  /** The ledger names a primary, and its PostgreSQL is writable and open. */
  private static boolean serves(Json now) {
    return now.shown("phase").equals("primary")
        && now.objects("nodes").stream()
            .filter(node -> node.text("node").equals(now.text("primary")))
            .anyMatch(node -> node.is("reportFresh") && node.is("writable") && node.is("open"));
  }
}
