package dev.regent.simulation.drill.fault;

import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Timings;
import java.time.Duration;
import java.util.Optional;

/** The primary's daemon is stopped for 30 s and then goes on; its guard and PostgreSQL run. */
record DaemonFrozen() implements Fault {
  private static final Duration FOR = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "daemon-frozen";
  }

  @Override
  public Effect effect() {
    return Effect.MOVES;
  }

  @Override
  public Duration atLeast(Timings timings) {
    return FOR;
  }

  @Override
  public Ready prepare(Scene scene) {
    Optional<Long> daemon = scene.cell().control(scene.primary().node()).daemon();
    return new Ready() {
      @Override
      public void inject() {
        daemon.ifPresent(Signals::freeze);
      }

      @Override
      public void heal() {
        daemon.ifPresent(Signals::thaw);
      }
    };
  }
}
