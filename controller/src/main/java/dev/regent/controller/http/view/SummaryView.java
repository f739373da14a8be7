package dev.regent.controller.http.view;

import java.util.List;
import java.util.Optional;

/** The body of {@code GET /api/v1/databases}: all databases of the cell, in short. */
public record SummaryView(String answeredBy, List<Line> databases) {

  /** One database; the fields are those of {@link StatusView}. */
  public record Line(
      String name,
      boolean quorum,
      String quorumReason,
      String mode,
      String phase,
      Optional<String> primary,
      Optional<String> leader,
      boolean redundant,
      boolean paused) {}

  /** A database whose replica is down here: {@code phase} is unknown. */
  public static Line down(String name, String reason) {
    return new Line(
        name,
        false,
        reason,
        "unknown",
        "unknown",
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  /** The line of a database. */
  public static Line line(StatusView status) {
    return new Line(
        status.name(),
        status.quorum(),
        status.quorumReason(),
        status.mode(),
        status.phase(),
        status.primary(),
        status.leader(),
        status.redundant(),
        status.paused());
  }
}
