package dev.regent.simulation.search;

import java.util.List;

/** The acts of a data node that need no message. */
final class NodeActs {
  /** Possible in every state; most change nothing in most. */
  static final List<NodeAct> ANY_TIME =
      List.of(
          new NodeAct.Wake(),
          new NodeAct.Look(),
          new NodeAct.Work(),
          new NodeAct.Fence(),
          new NodeAct.Tick());

  static final List<NodeAct> DEATHS = List.of(new NodeAct.Restart(), new NodeAct.Reboot());

  private NodeActs() {}

  static String words(NodeAct act) {
    return switch (act) {
      case NodeAct.Hear(Post post) -> " hears " + post;
      case NodeAct.Wake() -> "'s agent looks at the clock";
      case NodeAct.Look() -> "'s agent looks at PostgreSQL";
      case NodeAct.Work() -> " carries its job out";
      case NodeAct.Fence() -> " carries its fence out";
      case NodeAct.Tick() -> "'s guard looks at the clock";
      case NodeAct.Restart() -> "'s daemon dies and comes back";
      case NodeAct.Reboot() -> "'s machine dies and comes back";
    };
  }
}
