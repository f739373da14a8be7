package dev.regent.simulation.bench.contender;

import java.util.Locale;

/** Which settings of its timers a product has. */
public enum Level {
  /** As it is shipped. */
  DEFAULT,
  /** The fastest that it allows and works with. */
  FAST;

  /** As people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
