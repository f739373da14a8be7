package dev.regent.simulation.lab;

import java.util.Comparator;
import java.util.List;

/** From one host to another; the other direction is another way. */
record Way(String from, String to) implements Comparable<Way> {
  private static final Comparator<Way> ORDER =
      Comparator.comparing(Way::from).thenComparing(Way::to);

  static List<Way> both(String one, String other) {
    return List.of(new Way(one, other), new Way(other, one));
  }

  @Override
  public int compareTo(Way other) {
    return ORDER.compare(this, other);
  }
}
