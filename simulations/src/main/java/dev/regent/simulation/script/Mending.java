package dev.regent.simulation.script;

import dev.regent.protocol.message.Command;
import dev.regent.protocol.state.Phase;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.node.Node;
import dev.regent.simulation.world.postgres.ByHand;
import dev.regent.simulation.world.postgres.Postgres;

/** Puts right everything that a person can: after it nothing stands in the way any more. */
public final class Mending {
  private static final String BY = "mending";

  private Mending() {}

  /** Everything is on, awake, connected, and soon not paused. */
  public static void mend(World world) {
    world.sim().network().heal();
    world.segment().heal();
    for (Node node : world.nodes()) {
      node.wake();
      node.disk().volume().mend();
      node.postgres().ifPresent(Mending::mend);
      if (node.isPowered()) {
        node.startDaemon();
      } else {
        node.start();
      }
    }
    insist(world);
  }

  private static void mend(Postgres server) {
    server.volume().mend();
    server.wake();
    ByHand hand = new ByHand(server);
    hand.crowd(false);
    hand.holdReplay(false);
  }

  /**
   * An operator who insists, and a service manager: a daemon may still die of its guard's death.
   */
  private static void insist(World world) {
    world
        .sim()
        .agenda()
        .after(
            2 * Nanos.SECOND,
            () -> {
              world.nodes().forEach(Node::startDaemon);
              boolean paused =
                  world
                      .database()
                      .filter(state -> state.phase() instanceof Phase.Paused)
                      .isPresent();
              if (paused) {
                world.leader().ifPresent(leader -> leader.ask(new Command.Resume(BY)));
              }
              insist(world);
            });
  }
}
