package dev.regent.simulation.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * One transition of a real cluster, as its history tells it.
 *
 * @param revision {@code term.index}
 * @param node whom it concerns
 * @param reason for events that have several
 * @param at by the clock of the node that decided it
 */
record Transition(
    String revision,
    Happening what,
    Optional<String> node,
    Optional<String> reason,
    String why,
    String details,
    Instant at,
    String phase) {

  /** The node, or nothing that is a name. */
  String who() {
    return node.orElse("");
  }

  /** What two transitions share that are the same but for their times. */
  Key key() {
    return new Key(what.text() + node.map(it -> " " + it).orElse(""), why, reason.isPresent());
  }

  boolean isReason(String name) {
    return reason.filter(name::equals).isPresent();
  }
}
