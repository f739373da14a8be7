package dev.regent.controller.http.view;

import java.util.List;
import java.util.Optional;

/**
 * The body of {@code GET /api/v1/databases/NAME/history}, newest first.
 *
 * @param entries of the answering node's replica: the newest may not be committed yet
 * @param cell what the transitions happened in
 * @param missing this node was down when older entries were made: ask another one for them
 */
public record HistoryView(
    String name,
    String answeredBy,
    boolean quorum,
    String quorumReason,
    CellView cell,
    boolean missing,
    List<EntryView> entries) {

  /**
   * As much of the settings as it takes to replay a history; as they are now.
   *
   * @param mode of protection, as {@code availability}
   * @param confirmations how many standbys are to confirm a commit in the synchronous modes
   * @param suspectTimeMs silence after which a voter suspects the primary
   */
  public record CellView(
      List<String> dataNodes,
      List<String> witnesses,
      String mode,
      int confirmations,
      long suspectTimeMs) {}

  /**
   * One transition.
   *
   * @param event the name of the event, as {@code primary-revoked}
   * @param node whom it concerns
   * @param reason the reason's name, for events that have several
   * @param why one sentence
   * @param details what changed, in plain words
   * @param at ISO 8601, UTC
   * @param phase the phase that it led to
   */
  public record EntryView(
      String revision,
      String event,
      Optional<String> node,
      Optional<String> reason,
      String why,
      String details,
      String at,
      String phase) {}
}
