package dev.regent.simulation.world.node;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Network;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Ethernet that the machines share with their clients: who has the VIP on its card, and where
 * clients believe that it is (their ARP cache).
 *
 * <p>A client goes on sending to whom it believes in until a gratuitous ARP tells it better, or
 * until nobody has answered there for a minute and it asks anew.
 */
public final class Segment {
  private static final long STALE = 60 * Nanos.SECOND;

  private final Agenda agenda;
  private final Network network;
  private final SortedMap<NodeId, NetworkCard> cards = new TreeMap<>();
  private final SortedSet<NodeId> unheard = new TreeSet<>();
  private Optional<NodeId> believed = Optional.empty();
  private long confirmedAt;

  public Segment(Agenda agenda, Network network) {
    this.agenda = agenda;
    this.network = network;
  }

  /** The card of a machine. */
  NetworkCard card(NodeId node) {
    return cards.computeIfAbsent(node, _ -> new NetworkCard(agenda));
  }

  /** Duplicate-address detection: somebody else has the VIP, and answers (P1). */
  boolean isTaken(NodeId asking) {
    return cards.entrySet().stream()
        .filter(other -> !other.getKey().equals(asking) && other.getValue().answersForVip())
        .anyMatch(other -> network.connects(asking, other.getKey()));
  }

  /** A gratuitous ARP: every client hears it, unless the network loses it. */
  void announce(NodeId node) {
    if (!unheard.contains(node)) {
      believe(node);
    }
  }

  private void believe(NodeId node) {
    believed = Optional.of(node);
    confirmedAt = agenda.now();
  }

  /** What this node announces gets lost from now on. */
  public void lose(NodeId node) {
    unheard.add(node);
  }

  /** Everything that is announced is heard again. */
  public void heal() {
    unheard.clear();
  }

  /** Whether a client that sends to the VIP now reaches this node. */
  public boolean leadsTo(NodeId node) {
    if (believed.filter(it -> card(it).answersForVip()).isPresent()) {
      confirmedAt = agenda.now();
    } else if (agenda.now() - confirmedAt >= STALE) {
      cards.entrySet().stream()
          .filter(each -> each.getValue().answersForVip())
          .findFirst()
          .ifPresent(holder -> believe(holder.getKey()));
    }
    return believed.filter(node::equals).isPresent() && card(node).answersForVip();
  }
}
