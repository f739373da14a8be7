package dev.regent.simulation.scheme.vrrp;

/** The script of a {@code vrrp_script}. */
@FunctionalInterface
public interface Check {
  /** How a run of it ends. */
  enum Result {
    /** With exit status 0. */
    SUCCESS,
    /** With another exit status. */
    FAILURE,
    /** Not before keepalived ends it. */
    HANGS
  }

  Result run();
}
