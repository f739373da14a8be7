package dev.regent.simulation.bench.run;

import java.sql.SQLException;
import java.time.Duration;

/**
 * A fault that every system meets.
 *
 * @param name stays the same for ever
 * @param lasts before it is healed; when it is zero it is healed as soon as clients write again
 */
record Trouble(String name, Duration lasts, Preparation preparation) {

  /** Makes everything ready, without hurting anybody yet. */
  interface Preparation {
    Ready of(Situation situation) throws SQLException;
  }

  /** A fault that can strike now. */
  interface Ready {
    /** Strikes; returns when the last blow fell. */
    void strike() throws SQLException;

    /** Ends what still lasts. Called once after {@link #strike}, whatever happened. */
    void heal() throws SQLException;
  }

  /** One of the two. */
  interface Act {
    void on(Situation situation) throws SQLException;
  }

  static Trouble of(String name, Duration lasts, Act strike, Act heal) {
    return new Trouble(name, lasts, situation -> ready(situation, strike, heal));
  }

  static Ready ready(Situation situation, Act strike, Act heal) {
    return new Ready() {
      @Override
      public void strike() throws SQLException {
        strike.on(situation);
      }

      @Override
      public void heal() throws SQLException {
        heal.on(situation);
      }
    };
  }
}
