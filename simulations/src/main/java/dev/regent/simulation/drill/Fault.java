package dev.regent.simulation.drill;

import java.sql.SQLException;
import java.time.Duration;

/** One thing that goes wrong. */
public interface Fault {
  /** Its name in tables and files; stays the same for ever. */
  String name();

  /** Tells variants of one fault apart; empty when there is only one. */
  default String variant() {
    return "";
  }

  /** What should come of it. */
  Effect effect();

  /** How long it lasts before it is healed, however soon clients can write again. */
  default Duration atLeast(Timings timings) {
    return switch (effect()) {
      case MOVES, DOWN -> Duration.ZERO;
      case STAYS, EITHER -> timings.watch();
    };
  }

  /** Makes everything ready, without hurting anybody yet. */
  Ready prepare(Scene scene) throws SQLException;

  /** What should come of a fault. */
  enum Effect {
    /** The other data node becomes primary. */
    MOVES,
    /** The primary stays where it is. */
    STAYS,
    /** Both are right. */
    EITHER,
    /** The cell is down until healed. */
    DOWN
  }

  /** A fault that can strike now. */
  interface Ready {
    /** Strikes; returns when the last blow fell. */
    void inject() throws SQLException;

    /** Ends what still lasts. Called once after {@link #inject}, whatever happened. */
    default void heal() throws SQLException {}
  }
}
