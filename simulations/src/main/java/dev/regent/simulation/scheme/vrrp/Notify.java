package dev.regent.simulation.scheme.vrrp;

/** The notify scripts of a {@code vrrp_instance}. */
public interface Notify {
  /** For an instance without any. */
  Notify NOBODY = new Notify() {};

  /** {@code notify_master} */
  default void master() {}

  /** {@code notify_fault} */
  default void fault() {}

  /** Not a script: the process has started, so what else it does can begin. */
  default void started() {}
}
