package dev.regent.simulation.world.base;

import dev.regent.protocol.NodeId;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The network between nodes: messages get lost, late, doubled and overtaken; connections only
 * stall.
 */
public final class Network {
  private static final long LATEST = 10 * Nanos.SECOND;
  private static final long RETRANSMIT = 200 * Nanos.MILLI;

  private final Agenda agenda;
  private final SplitMix random;
  private final SortedMap<NodeId, SortedMap<NodeId, Link>> links = new TreeMap<>();
  private final SortedSet<NodeId> silent = new TreeSet<>();

  public Network(Agenda agenda, SplitMix random) {
    this.agenda = agenda;
    this.random = random;
  }

  public Link link(NodeId from, NodeId to) {
    return links
        .computeIfAbsent(from, node -> new TreeMap<>())
        .computeIfAbsent(to, node -> new Link());
  }

  /** A message: each copy that gets through arrives in its own time. */
  public void send(NodeId from, NodeId to, Runnable arrival) {
    if (from.equals(to)) {
      agenda.after(20 * Nanos.MICRO, arrival);
      return;
    }
    Link link = link(from, to);
    if (random.percent(link.latePercent)) {
      long delay = random.between(Nanos.MILLI, LATEST);
      agenda.after(delay, () -> arriveUnlessCut(link, arrival));
      return;
    }
    if (!link.carriesMessages() || random.percent(link.lossPercent)) {
      return;
    }
    agenda.after(delay(link), arrival);
    if (random.percent(link.duplicatePercent)) {
      agenda.after(delay(link), arrival);
    }
  }

  private static void arriveUnlessCut(Link link, Runnable arrival) {
    if (link.carriesMessages()) {
      arrival.run();
    }
  }

  /** A machine without power: nobody there says that a connection is no more. */
  public void silence(NodeId node, boolean is) {
    if (is) {
      silent.add(node);
    } else {
      silent.remove(node);
    }
  }

  /** Whether a connection between the two gets through, both ways. */
  public boolean connects(NodeId a, NodeId b) {
    return carries(a, b) && carries(b, a);
  }

  /** Whether bytes of a connection get through. */
  public boolean carries(NodeId from, NodeId to) {
    return link(from, to).carriesStreams() && !silent.contains(from) && !silent.contains(to);
  }

  /** How long bytes of a connection take: loss costs retransmissions. */
  public long streamDelay(NodeId from, NodeId to) {
    Link link = link(from, to);
    long delay = delay(link);
    while (random.percent(Math.min(60, link.lossPercent))) {
      delay += RETRANSMIT;
    }
    return delay;
  }

  public void heal() {
    links.values().forEach(row -> row.values().forEach(Link::heal));
  }

  private long delay(Link link) {
    return random.between(link.delayMin, link.delayMax);
  }
}
