package dev.regent.simulation.page;

import java.util.List;

/**
 * Something that a scenario did to a cell.
 *
 * @param to {@code from} when it is over at once
 * @param nodes those that it touches, by their names; none when it touches all
 */
record Trouble(long from, long to, String text, List<String> nodes) {
  Trouble {
    nodes = List.copyOf(nodes);
  }

  boolean lasts() {
    return to > from;
  }

  Trouble until(long time) {
    return new Trouble(from, time, text, nodes);
  }
}
