package dev.regent.controller.http.view;

import java.util.List;
import java.util.Optional;

/**
 * The body of {@code GET /api/v1/databases/NAME}. Documented in docs/http-api.md: a field keeps its
 * name and meaning, new ones may be added.
 *
 * <p>Positions are PostgreSQL's text form, durations milliseconds; what is not known is null.
 *
 * @param answeredBy the node whose replica this is
 * @param revision the newest entry that this replica accepted, {@code term.index}
 * @param waitingFor what the leader waits for; null on other nodes
 * @param timeline of the last promotion
 */
public record StatusView(
    String name,
    String answeredBy,
    boolean quorum,
    String quorumReason,
    Optional<String> leader,
    long term,
    String revision,
    Optional<String> formation,
    Optional<String> systemId,
    String mode,
    String phase,
    String phaseText,
    boolean paused,
    Optional<String> primary,
    Optional<String> target,
    Optional<String> token,
    Optional<String> revokeReason,
    Optional<String> waitingFor,
    Optional<String> waitingForText,
    Optional<Integer> timeline,
    Optional<String> vip,
    boolean redundant,
    List<String> notRedundantBecause,
    SyncView sync,
    List<NodeView> nodes,
    List<VoterView> voters,
    List<String> problems) {

  /**
   * S, k and the rule that PostgreSQL runs (S1).
   *
   * @param wantedConfirmations k of the settings
   * @param planned the tightening under way
   */
  public record SyncView(
      List<String> members,
      int confirmations,
      int wantedConfirmations,
      String rule,
      Optional<PlannedSync> planned) {}

  /** A tightening under way: the promise it leads to. */
  public record PlannedSync(List<String> members, int confirmations) {}

  /**
   * A node and its last report. The fields after {@code reportFresh} are what it said then.
   *
   * @param role primary, standby or witness, by the ledger
   * @param reportFresh younger than the suspect time
   * @param postgres absent, stopped, dying, starting, standby, primary, unresponsive or unknown
   * @param lagBytes what it has not received; {@code replayLagBytes}: not replayed
   */
  public record NodeView(
      String node,
      String role,
      Optional<String> endpoint,
      boolean syncMember,
      Optional<Long> reportAgeMs,
      boolean reportFresh,
      String postgres,
      boolean writable,
      boolean open,
      Optional<Integer> timeline,
      Optional<String> flushed,
      Optional<String> replayed,
      Optional<Long> lagBytes,
      Optional<Long> replayLagBytes,
      boolean streaming,
      Optional<String> streamsFrom,
      boolean consistent,
      boolean directoryIntact,
      boolean agentPaused,
      Optional<String> session,
      Optional<String> obeyedRevision,
      Optional<String> leaseToken,
      Optional<String> deadToken,
      Optional<ProblemView> problem) {}

  /** What keeps an agent from doing its instruction. */
  public record ProblemView(String revision, String code, String message, boolean retry) {}

  /**
   * A voter as this node knows it. A leader knows all; others know themselves and the leader.
   *
   * @param contactAgeMs since the last sign of life that counts for leadership
   * @param acceptedRevision the newest entry that it is known to have accepted
   */
  public record VoterView(
      String node,
      boolean witness,
      boolean leader,
      Optional<Long> contactAgeMs,
      Optional<String> acceptedRevision,
      Optional<SlotView> slot) {}

  /**
   * A voter's lease slot by its own clock, as of {@code ageMs} ago.
   *
   * @param remainingMs until it runs out; 0 when free
   * @param silentMs since the last renewal of the watched token
   * @param opinion whether the voter may say that the primary is silent (V3)
   */
  public record SlotView(
      Optional<String> token,
      boolean free,
      long remainingMs,
      Optional<String> watchedToken,
      long silentMs,
      boolean opinion,
      long ageMs) {}
}
