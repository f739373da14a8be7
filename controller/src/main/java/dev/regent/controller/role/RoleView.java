package dev.regent.controller.role;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.ElectionTimings;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.DatabaseState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Everything that a role decision may look at; all of it values, and one {@code now}. */
public record RoleView(
    NodeId self,
    DatabaseSettings settings,
    LeaseTimings lease,
    ElectionTimings election,
    Entry entry,
    Board board,
    Tenure tenure,
    List<NodeId> contacts,
    MonotonicTime now) {

  public DatabaseState state() {
    return entry.state();
  }

  /** The maximum TTL that is in force, which may not be this node's own (V3). */
  public Duration ttl() {
    return state().ttl().orElse(lease.ttl());
  }

  public Revision revision() {
    return entry.revision();
  }

  public List<NodeId> dataNodes() {
    List<NodeId> nodes = new ArrayList<>();
    for (DataNodeSettings data : settings.dataNodes()) {
      nodes.add(data.node());
    }
    return List.copyOf(nodes);
  }

  /** The node's report, if it is young enough to act on. */
  public Optional<NodeReport> fresh(NodeId node) {
    return board
        .report(node)
        .filter(heard -> heard.isWithin(lease.suspectTime(), now))
        .map(Board.Heard::what);
  }

  /** The node's last report, however old. */
  public Optional<NodeReport> last(NodeId node) {
    return board.report(node).map(Board.Heard::what);
  }

  /** The fresh report of exactly this session. */
  public Optional<NodeReport> fresh(Session session) {
    return fresh(session.node()).filter(report -> report.session().equals(session));
  }

  /**
   * R1: a majority of voters with an opinion saw no renewal of the token for the suspect time.
   *
   * <p>Their words have to follow this entry. While a resumed holder waits for the slots that its
   * former token still has, every voter counts silence for its new one; a word of that time, read
   * after {@code Resumed}, would revoke a holder that has just got its lease.
   */
  public boolean isSilent(Token token) {
    long suspect = lease.suspectTime().toMillis();
    return isMajority(slot ->
        slot.what().slot().opinion()
            && slot.what().slot().silentMillis() >= suspect
            && slot.isWithin(election.electionTimeout(), now)
            && knowsThisEntry(slot.what().accepted())
            && slot.what().slot().watched().equals(Optional.of(token)));
  }

  /**
   * The wait for the old holder: a majority said, since this entry and having accepted it, that its
   * slot is free. Such a slot stays closed to the old token.
   *
   * <p>Without the acceptance: 1 a voter that lags frees its slot on the holder's Release and says
   * so; 2 a delayed request of the holder comes; 3 the lagging state still names it (V2), so the
   * slot is the old token's again, after it was counted. And a voter whose journal was lost does
   * not know what its former life gave: only those count whom the state names (V3, L6).
   */
  public boolean areSlotsFree() {
    return isMajority(slot ->
        slot.what().slot().free()
            && slot.at().isAtLeast(tenure.committedAt())
            && knowsThisEntry(slot.what().accepted())
            && state().voters().names(slot.what().voter()));
  }

  /** One leader a term, so its later entries continue this one; of other terms nobody knows. */
  private boolean knowsThisEntry(Revision accepted) {
    return accepted.term().equals(revision().term()) && accepted.compareTo(revision()) >= 0;
  }

  private boolean isMajority(Predicate<Board.Heard<Board.ToldSlot>> condition) {
    int count = 0;
    for (Voter voter : state().voters().voters()) {
      count += board.slot(voter.node()).filter(condition).isPresent() ? 1 : 0;
    }
    return count >= state().voters().majority();
  }

  /** S5: a timeline above all that were reserved or reported. */
  public TimelineId nextTimeline() {
    TimelineId highest = state().highestTimeline();
    for (NodeId node : dataNodes()) {
      if (board.report(node).isPresent()) {
        highest =
            TimelineId.max(
                highest, board.report(node).get().what().postgres().flushed().timeline());
      }
    }
    return highest.next();
  }
}
