package dev.regent.simulation.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What the network between nodes loses. A host drops what arrives from another one: silently, ARP
 * included, and nobody is told.
 *
 * <p>Clients lose a node when, and only when, every other node is cut from it both ways: a cut
 * between two nodes is theirs alone, and an isolated node is isolated from everybody.
 *
 * @param ways those that lose something
 * @param unheard hosts whose gratuitous ARP for the VIP nobody hears
 */
record Cuts(SortedMap<Way, Loss> ways, SortedSet<String> unheard) {
  static final Cuts NONE = new Cuts(new TreeMap<>(), new TreeSet<>());

  private static final String TABLE = "netdev regent_lab";

  Cuts {
    ways = new TreeMap<>(ways);
    unheard = new TreeSet<>(unheard);
  }

  /**
   * What one way loses.
   *
   * @param cut all packets of these kinds
   * @param percent of all others, by chance
   */
  record Loss(SortedSet<Traffic> cut, int percent) {
    private static final Loss NOTHING = new Loss(new TreeSet<>(), 0);

    Loss {
      cut = new TreeSet<>(cut);
    }

    private Loss with(Traffic traffic) {
      SortedSet<Traffic> more = new TreeSet<>(cut);
      more.add(traffic);
      return new Loss(more, percent);
    }

    private Loss without(Traffic traffic) {
      SortedSet<Traffic> less = new TreeSet<>(cut);
      less.remove(traffic);
      return new Loss(less, percent);
    }
  }

  Cuts cut(Collection<Way> some, Traffic traffic) {
    return each(some, loss -> loss.with(traffic));
  }

  Cuts reconnect(Collection<Way> some, Traffic traffic) {
    return each(some, loss -> loss.without(traffic));
  }

  Cuts lose(Collection<Way> some, int percent) {
    return each(some, loss -> new Loss(loss.cut(), percent));
  }

  Cuts mend(Collection<Way> some) {
    return each(some, loss -> Loss.NOTHING);
  }

  private Cuts each(Collection<Way> some, UnaryOperator<Loss> change) {
    SortedMap<Way, Loss> changed = new TreeMap<>(ways);
    for (Way way : some) {
      changed.put(way, change.apply(loss(way)));
    }
    changed.values().removeIf(Loss.NOTHING::equals);
    return new Cuts(changed, unheard);
  }

  /** Everybody goes on taking whom they take for the holder of the VIP. */
  Cuts unheard(String host) {
    SortedSet<String> more = new TreeSet<>(unheard);
    more.add(host);
    return new Cuts(ways, more);
  }

  private Loss loss(Way way) {
    return Optional.ofNullable(ways.get(way)).orElse(Loss.NOTHING);
  }

  /** The firewall of a host, as a file for {@code nft -f}; it replaces what was there. */
  String rules(Topology topology, String host) {
    List<String> rules = new ArrayList<>();
    for (Host from : topology.hosts()) {
      if (!from.name().equals(host)) {
        if (unheard.contains(from.name())) {
          rules.add(
              "ether saddr %s arp saddr ip %s arp daddr ip %s drop"
                  .formatted(from.mac(), Topology.VIP, Topology.VIP));
        }
        rules.addAll(rules(topology, from, topology.host(host)));
      }
    }
    return """
    table %s
    delete table %s
    table %s {
      chain arriving {
        type filter hook ingress device "%s" priority 0; policy accept;
    %s  }
    }
    """
        .formatted(TABLE, TABLE, TABLE, Topology.DEVICE, lines(rules));
  }

  private static String lines(List<String> rules) {
    StringBuilder text = new StringBuilder();
    rules.forEach(rule -> text.append("    ").append(rule).append('\n'));
    return text.toString();
  }

  private List<String> rules(Topology topology, Host from, Host to) {
    String sender = "ether saddr " + from.mac();
    if (!from.isNode() || !to.isNode()) {
      Host node = from.isNode() ? from : to;
      boolean cut = node.isNode() && isAlone(topology, node.name());
      return cut ? List.of(sender + " drop") : List.of();
    }
    Loss loss = loss(new Way(from.name(), to.name()));
    List<String> rules = new ArrayList<>();
    for (Traffic traffic : loss.cut()) {
      traffic.matches().forEach(match -> rules.add(sender + match + " drop"));
    }
    if (loss.percent() > 0) {
      rules.add("%s numgen random mod 100 < %d drop".formatted(sender, loss.percent()));
    }
    return rules;
  }

  private boolean isAlone(Topology topology, String node) {
    return topology.nodes().stream()
        .map(Host::name)
        .filter(other -> !other.equals(node))
        .flatMap(other -> Way.both(node, other).stream())
        .allMatch(way -> loss(way).cut().contains(Traffic.ALL));
  }
}
