package dev.regent.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run showed, under whatever scheme. Times are virtual nanoseconds since the cell was at
 * rest.
 *
 * @param nodes the lanes, in the order of showing
 * @param cast which node a word such as {@code primary} stands for
 * @param changes of how a node looks, in order of time; every node has one at 0
 * @param marks what happened, in order of time
 * @param leases how long a node may be writable, in order of time; none under a scheme without
 * @param acknowledged when and where a write was acknowledged, in order of time
 * @param atVip those of {@code acknowledged} that a client at the VIP would have got
 * @param triesEach how often a client tries to write, on the average
 * @param lost acknowledged writes that are missing at the end
 * @param redundant whether all is well at the end: a primary serves, and every standby follows it
 * @param broken the invariant that did not hold, with what led there
 */
public record Recording(
    List<String> nodes,
    SortedMap<String, String> cast,
    List<Change> changes,
    List<Mark> marks,
    List<Lease> leases,
    List<Ack> acknowledged,
    List<Ack> atVip,
    long triesEach,
    long end,
    int lost,
    boolean redundant,
    Optional<String> broken) {
  public Recording {
    nodes = List.copyOf(nodes);
    cast = new TreeMap<>(cast);
    changes = List.copyOf(changes);
    marks = List.copyOf(marks);
    leases = List.copyOf(leases);
    acknowledged = List.copyOf(acknowledged);
    atVip = List.copyOf(atVip);
  }

  /** From now on a node looks so. */
  public record Change(long at, String node, Look look) {}

  /**
   * From now on a node's lease lasts until then, unless it is renewed.
   *
   * @param until {@code at} when it has none any more
   */
  public record Lease(long at, String node, long until) {}

  /** A write was acknowledged by this node. */
  public record Ack(long at, String node) {}

  /** Something happened. */
  public record Mark(long at, Kind kind, String text) {}

  /** Why it happened. */
  public enum Kind {
    /** The scenario did it. */
    FAULT,
    /** The controllers agreed on it. */
    DECISION,
    /** Somebody did it. */
    DEED
  }

  /** A stretch of time in which something was so. */
  public record Span(long from, long to) {
    public long length() {
      return to - from;
    }
  }

  /** The node that a word stands for. */
  public String node(String word) {
    return cast.getOrDefault(word, word);
  }

  /** How a node looked at a time. */
  public Look look(String node, long at) {
    Look look = new Look(Look.Part.OFF, false, false);
    for (Change change : changes) {
      if (change.at() <= at && change.node().equals(node)) {
        look = change.look();
      }
    }
    return look;
  }

  /** How much was left of a node's lease at a time; 0 when it had none. */
  public long leaseLeft(String node, long at) {
    long until = 0;
    for (Lease lease : leases) {
      if (lease.at() > at) {
        break;
      }
      until = lease.node().equals(node) ? lease.until() : until;
    }
    return Math.max(0, until - at);
  }

  /** All looks at once, between two changes. */
  public interface Moment {
    Look of(String node);
  }

  /** Whether something is so while the nodes look like this. */
  @FunctionalInterface
  public interface Condition {
    boolean holds(Moment moment);
  }

  /** The stretches of time in which a condition held, in order. */
  public List<Span> spans(Condition condition) {
    List<Span> spans = new ArrayList<>();
    SortedMap<String, Look> looks = new TreeMap<>();
    nodes.forEach(node -> looks.put(node, new Look(Look.Part.OFF, false, false)));
    long since = -1;
    int next = 0;
    while (next < changes.size()) {
      long at = changes.get(next).at();
      while (next < changes.size() && changes.get(next).at() == at) {
        looks.put(changes.get(next).node(), changes.get(next).look());
        next++;
      }
      boolean holds = condition.holds(node -> looks.getOrDefault(node, look(node, at)));
      if (holds && since < 0) {
        since = at;
      } else if (!holds && since >= 0) {
        spans.add(new Span(since, at));
        since = -1;
      }
    }
    if (since >= 0) {
      spans.add(new Span(since, end));
    }
    return spans;
  }

  /** The stretch without an acknowledged write, among all, that was longest. */
  public Span longestSilence() {
    return longestSilence(acknowledged);
  }

  /** The same among those that a client at the VIP would have got. */
  public Span longestSilenceAtVip() {
    return longestSilence(atVip);
  }

  private Span longestSilence(List<Ack> acks) {
    Span longest = new Span(0, 0);
    long before = 0;
    for (Ack ack : acks) {
      longest = longer(longest, new Span(before, ack.at()));
      before = ack.at();
    }
    return longer(longest, new Span(before, end));
  }

  /** When clients tried to write and nobody acknowledged it, in order of time. */
  public List<Long> unanswered() {
    List<Long> unanswered = new ArrayList<>();
    long before = 0;
    for (Ack ack : acknowledged) {
      addUnanswered(unanswered, new Span(before, ack.at()));
      before = ack.at();
    }
    addUnanswered(unanswered, new Span(before, end));
    return unanswered;
  }

  /** A client waits between its tries for up to half as long again, and then for its commit. */
  private void addUnanswered(List<Long> unanswered, Span silence) {
    if (silence.length() > 3 * triesEach) {
      for (long at = silence.from() + triesEach; at < silence.to(); at += triesEach) {
        unanswered.add(at);
      }
    }
  }

  private static Span longer(Span one, Span other) {
    return other.length() > one.length() ? other : one;
  }
}
