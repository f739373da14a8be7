package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Host;

/** What runs on the machines of a cell by a document's advice, as far as a scenario touches it. */
interface Scheme {
  /** Sets everything going as it was at rest. */
  void begin();

  /** Whether this node leads the others. */
  boolean leads(Host host);

  /** The daemon that controls availability on this node ends, or as the settings say is stopped. */
  void daemonEnds(Host host);

  void daemonStarts(Host host);

  void daemonFreezes(Host host);

  void daemonWakes(Host host);

  /** The operator starts the server as it is on disk. */
  default void serverStartedByHand(Host host) {
    host.database().start();
  }

  /** The operator hands the primary over to this node. */
  void switchover(Host to);

  /** The operator promotes this node, whatever the others do. */
  default void failover(Host to) {
    to.database().promote(() -> {});
  }

  /** The operator stops automatic failover, or lets it go on; false when the scheme cannot. */
  default boolean pause(boolean paused) {
    return false;
  }
}
