package dev.regent.controller.role;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Voter;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.SlotReport;
import dev.regent.protocol.report.NodeReport;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a voter was last told by others, with its own time of hearing it. Volatile.
 *
 * @param reports by data node
 * @param slots by voter: the lease slots, told to the leader, each with what the voter accepted
 * @param hellos by node: who does not vote yet
 * @param positions by data node: the last position it knew, since a server that is down knows none
 */
public record Board(
    SortedMap<NodeId, Heard<NodeReport>> reports,
    SortedMap<NodeId, Heard<ToldSlot>> slots,
    SortedMap<NodeId, Heard<Message.Hello>> hellos,
    SortedMap<NodeId, WalPosition> positions) {

  /** Nothing heard yet. */
  public static final Board EMPTY =
      new Board(
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  /** Something heard, and when. */
  public record Heard<T>(T what, MonotonicTime at) {
    public boolean isWithin(Duration limit, MonotonicTime now) {
      return now.since(at).compareTo(limit) <= 0;
    }
  }

  /**
   * A voter's word on its slot, and the voter as it was when it gave it: free at an older entry may
   * be given to the old token again (V2).
   *
   * @param accepted what the voter had accepted then
   */
  public record ToldSlot(Voter voter, Revision accepted, SlotReport slot) {}

  /** Whether it is later than the one known of its node: a later session always wins. */
  public boolean isNews(NodeReport report) {
    Heard<NodeReport> known = reports.get(report.session().node());
    if (known == null) {
      return true;
    }
    int order = report.session().compareTo(known.what().session());
    return order > 0 || (order == 0 && report.sequence() > known.what().sequence());
  }

  /** Takes a report that is news. */
  public Board with(NodeReport report, MonotonicTime now) {
    if (!isNews(report)) {
      return this;
    }
    NodeId node = report.session().node();
    WalPosition rank = report.postgres().rank();
    boolean knows = !rank.timeline().equals(TimelineId.NONE);
    return new Board(
        put(reports, node, new Heard<>(report, now)),
        slots,
        hellos,
        knows ? put(positions, node, rank) : positions);
  }

  public Board with(ToldSlot slot, MonotonicTime now) {
    NodeId node = slot.voter().node();
    return new Board(reports, put(slots, node, new Heard<>(slot, now)), hellos, positions);
  }

  public Board with(NodeId node, Message.Hello hello, MonotonicTime now) {
    return new Board(reports, slots, put(hellos, node, new Heard<>(hello, now)), positions);
  }

  /** A new leader decides on nothing that was told to an older one (R2). */
  public Board withoutSlots() {
    return new Board(reports, Collections.emptySortedMap(), hellos, positions);
  }

  public Optional<Heard<NodeReport>> report(NodeId node) {
    return Optional.ofNullable(reports.get(node));
  }

  public Optional<WalPosition> position(NodeId node) {
    return Optional.ofNullable(positions.get(node));
  }

  public Optional<Heard<ToldSlot>> slot(NodeId node) {
    return Optional.ofNullable(slots.get(node));
  }

  private static <T> SortedMap<NodeId, T> put(SortedMap<NodeId, T> map, NodeId node, T value) {
    TreeMap<NodeId, T> next = new TreeMap<>(map);
    next.put(node, value);
    return Collections.unmodifiableSortedMap(next);
  }
}
