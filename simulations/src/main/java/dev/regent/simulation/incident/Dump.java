package dev.regent.simulation.incident;

import java.util.List;
import java.util.Optional;

/**
 * A history as a node gave it.
 *
 * @param cell what it happened in, when the node said that
 * @param transitions oldest first
 */
record Dump(String database, Optional<Cell> cell, List<Transition> transitions) {
  Dump {
    transitions = List.copyOf(transitions);
  }

  /** The part of the settings that a history carries. */
  record Cell(
      List<String> dataNodes,
      List<String> witnesses,
      String mode,
      int confirmations,
      long suspectTimeMs) {
    Cell {
      dataNodes = List.copyOf(dataNodes);
      witnesses = List.copyOf(witnesses);
    }
  }
}
