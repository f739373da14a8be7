package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Host;

/** A scheme whose daemon is keepalived, and whose operator does by hand what it does not. */
interface OnKeepalived extends Scheme {
  Routers routers();

  @Override
  default boolean leads(Host host) {
    return routers().isMaster(host);
  }

  @Override
  default void daemonEnds(Host host) {
    routers().end(host);
  }

  @Override
  default void daemonStarts(Host host) {
    routers().of(host).start();
  }

  @Override
  default void daemonFreezes(Host host) {
    routers().freeze(host);
  }

  @Override
  default void daemonWakes(Host host) {
    routers().wake(host);
  }

  @Override
  default void switchover(Host to) {
    Operator.switchover(to);
  }
}
