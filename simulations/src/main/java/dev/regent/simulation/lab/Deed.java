package dev.regent.simulation.lab;

import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a step of a scenario is on real hosts. */
sealed interface Deed {

  /** A change of what the network loses. */
  sealed interface OnNetwork extends Deed {
    Cuts change(Cuts before);
  }

  /** From now on this is dropped. */
  record Cut(List<Way> ways, Traffic traffic) implements OnNetwork {
    public Cut {
      ways = List.copyOf(ways);
    }

    @Override
    public Cuts change(Cuts before) {
      return before.cut(ways, traffic);
    }
  }

  /** No longer dropped, if it was. */
  record Reconnect(List<Way> ways, Traffic traffic) implements OnNetwork {
    public Reconnect {
      ways = List.copyOf(ways);
    }

    @Override
    public Cuts change(Cuts before) {
      return before.reconnect(ways, traffic);
    }
  }

  /** By chance, packet by packet. */
  record Lose(List<Way> ways, int percent) implements OnNetwork {
    public Lose {
      ways = List.copyOf(ways);
    }

    @Override
    public Cuts change(Cuts before) {
      return before.lose(ways, percent);
    }
  }

  /** Whatever these ways lose, they lose no more. */
  record Mend(List<Way> ways) implements OnNetwork {
    public Mend {
      ways = List.copyOf(ways);
    }

    @Override
    public Cuts change(Cuts before) {
      return before.mend(ways);
    }
  }

  /** What a host announces by gratuitous ARP is lost. */
  record Unheard(String host) implements OnNetwork {
    @Override
    public Cuts change(Cuts before) {
      return before.unheard(host);
    }
  }

  /** No way loses anything. */
  record Heal() implements OnNetwork {
    @Override
    public Cuts change(Cuts before) {
      return Cuts.NONE;
    }
  }

  /** One host suffers. */
  record Hurt(NodeId node, Blow blow) implements Deed {}

  /**
   * An operator's command.
   *
   * @param at the node that is asked, from its own host; empty: the leader, from a client's
   */
  record Ask(Optional<NodeId> at, String command, Map<String, Object> fields) implements Deed {
    public Ask {
      fields = new TreeMap<>(fields);
    }
  }

  /** There is no such thing here. */
  record Cannot(String why) implements Deed {}
}
