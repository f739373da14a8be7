package dev.regent.controller.http.view;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.Board;
import dev.regent.controller.role.FailoverDecision;
import dev.regent.controller.role.Reason;
import dev.regent.controller.role.RoleDecision;
import dev.regent.controller.role.RoleView;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/** Why a leader does nothing at the moment: its own decision, asked once more for people. */
final class Holding {
  private Holding() {}

  /** Empty when it is not the leader, or about to do something. */
  static Optional<Reason> of(VoterState voter, MonotonicTime now) {
    if (!(voter.leadership() instanceof Leadership.Leading leading)
        || !leading.active()
        || leading.pending().isPresent()) {
      return Optional.empty();
    }
    return FailoverDecision.decide(view(voter, leading, now)) instanceof RoleDecision.Hold hold
        ? Optional.of(hold.reason())
        : Optional.empty();
  }

  private static RoleView view(VoterState voter, Leadership.Leading leading, MonotonicTime now) {
    NodeId self = voter.setup().self();
    List<NodeId> contacts =
        leading.contacts().stream().map(contact -> contact.voter().node()).sorted().toList();
    return new RoleView(
        self,
        voter.setup().database(),
        voter.setup().lease(),
        voter.setup().election(),
        leading.committed(),
        voter.board().with(ownSlot(voter, now), now),
        voter.tenure(),
        contacts,
        now);
  }

  private static Board.ToldSlot ownSlot(VoterState voter, MonotonicTime now) {
    return new Board.ToldSlot(
        voter.replica().signature(),
        voter.replica().acceptedRevision(),
        VoterViews.ownSlot(voter, now));
  }

  /** The reason as a sentence. */
  static String text(Reason reason) {
    return switch (reason) {
      case STEADY -> "nothing is to be done";
      case WAITING_FOR_ALL_DATA_NODES ->
          "the first primary is chosen when every data node has reported";
      case SYSTEM_IDS_DIFFER -> "the data nodes hold different databases; remove the wrong ones";
      case WAITING_FOR_RECOVERY -> "a data directory has not recovered to a consistent state yet";
      case BOOTSTRAPPING -> "the database is being created";
      case PROMOTING -> "the new primary has not reported its promotion yet";
      case WAITING_FOR_SLOTS ->
          "the old primary may still be writable until its lease has run out at a majority";
      case WAITING_FOR_CANDIDATES ->
          "not enough members of the synchronous set answered to be sure of every write";
      case CANDIDATES_LAG -> "every candidate lacks more than the permitted lag";
      case SWITCHING_OVER ->
          "the old primary has not stopped yet, or the target has not received its last WAL";
      case PAUSED -> "paused: resume goes on";
      case RESUMING -> "the primary has not taken its lease and armed its guard yet";
    };
  }
}
