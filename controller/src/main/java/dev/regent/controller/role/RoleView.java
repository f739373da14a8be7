package dev.regent.controller.role;

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
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.DatabaseState;
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

  public Revision revision() {
    return entry.revision();
  }

  public List<NodeId> dataNodes() {
    return settings.dataNodes().stream().map(data -> data.node()).toList();
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

  /** R1: a majority of voters with an opinion saw no renewal of the token for the suspect time. */
  public boolean isSilent(Token token) {
    long suspect = lease.suspectTime().toMillis();
    return isMajority(slot ->
        slot.what().opinion()
            && slot.what().watched().equals(Optional.of(token))
            && slot.what().silentMillis() >= suspect
            && slot.isWithin(election.electionTimeout(), now));
  }

  /** The wait for the old holder: a majority said, since this entry, that its slot is free. */
  public boolean areSlotsFree() {
    return isMajority(slot -> slot.what().free() && slot.at().isAtLeast(tenure.committedAt()));
  }

  private boolean isMajority(Predicate<Board.Heard<SlotReport>> condition) {
    long count =
        state().voters().voters().stream()
            .map(Voter::node)
            .filter(node -> board.slot(node).filter(condition).isPresent())
            .count();
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
