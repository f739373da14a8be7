package dev.regent.simulation.scheme.cell;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.Link;
import dev.regent.simulation.world.base.Network;
import dev.regent.simulation.world.base.SplitMix;
import java.util.List;
import java.util.function.Consumer;

/**
 * The network of a cell, twice: what daemons say to each other, and what servers and clients do. A
 * fault of the heartbeats alone cuts the first, a fault of the replication alone the second.
 */
public final class Wires {
  /** Where the clients are: beyond the switch that all nodes hang on. */
  public static final NodeId CLIENTS = new NodeId("clients");

  private final Network control;
  private final Network data;
  private final List<NodeId> nodes;

  Wires(Agenda agenda, SplitMix random, List<NodeId> nodes) {
    this.control = new Network(agenda, random.fork());
    this.data = new Network(agenda, random.fork());
    this.nodes = List.copyOf(nodes);
  }

  /** A datagram between daemons: it may be lost, late or doubled. */
  public void send(NodeId from, NodeId to, Runnable arrival) {
    control.send(from, to, arrival);
  }

  /** Whether daemons there and here can hold a connection. */
  public boolean daemonsConnect(NodeId from, NodeId to) {
    return from.equals(to) || control.connects(from, to);
  }

  /** Whether a server or a client there and a server here can hold a connection. */
  public boolean serversConnect(NodeId from, NodeId to) {
    return from.equals(to) || data.connects(from, to);
  }

  /** Whether a frame of one node gets to the clients. */
  boolean reachesClients(NodeId from) {
    return data.link(from, CLIENTS).carriesStreams();
  }

  /** No other node and no client is reached, nor reaches it. */
  public void isolate(NodeId node) {
    for (NodeId other : nodes) {
      if (!other.equals(node)) {
        cut(node, other);
        cut(other, node);
      }
    }
    cut(node, CLIENTS);
    cut(CLIENTS, node);
  }

  /** Clients reach this node again. */
  public void reconnectClients(NodeId node) {
    both(node, CLIENTS, Link::heal);
    both(CLIENTS, node, Link::heal);
  }

  /** Nothing gets through in this direction. */
  public void cut(NodeId from, NodeId to) {
    both(from, to, link -> link.cut(true));
  }

  /** Only what daemons say gets lost in this direction. */
  public void cutHeartbeats(NodeId from, NodeId to) {
    control.link(from, to).cut(true);
  }

  /** Only replication gets nothing through in this direction. */
  public void cutReplication(NodeId from, NodeId to) {
    data.link(from, to).cutStreams(true);
  }

  /** Does something to both links of this direction. */
  public void both(NodeId from, NodeId to, Consumer<Link> change) {
    change.accept(control.link(from, to));
    change.accept(data.link(from, to));
  }

  /** Everything is as a good cable. */
  public void heal() {
    control.heal();
    data.heal();
  }
}
