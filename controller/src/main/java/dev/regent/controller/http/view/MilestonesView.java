package dev.regent.controller.http.view;

import dev.regent.controller.actor.Milestones;
import dev.regent.protocol.DatabaseName;
import java.util.List;

/**
 * The body of {@code GET /api/v1/databases/NAME/milestones}, oldest first: what the answering node
 * itself did for the last changes of the primary, since its daemon started.
 */
public record MilestonesView(String name, String answeredBy, List<Line> milestones) {

  /**
   * One milestone.
   *
   * @param milestone its name, as {@code left-recovery}
   * @param about the revision of the entry, or of the grant, that it belongs to
   * @param at ISO 8601, UTC, by the wall clock of the answering node
   */
  public record Line(String milestone, String about, String at) {}

  /** What is kept of a database. */
  public static MilestonesView of(
      DatabaseName database, String self, List<Milestones.Reached> reached) {
    return new MilestonesView(
        database.name(),
        self,
        reached.stream()
            .map(one ->
                new Line(Words.of(one.milestone()), one.about().toString(), one.at().toString()))
            .toList());
  }
}
