package dev.regent.simulation.script;

import dev.regent.simulation.checks.Checks;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.SplitMix;
import java.util.List;
import java.util.Optional;

/** One seed's run: trouble for some time, then none, and everything must come good. */
public final class Trial {
  private static final long LIVENESS_BOUND = 90 * Nanos.SECOND;
  private static final int LINES = 120;

  private final World world;
  private final Checks checks;
  private final Chaos chaos;

  private Trial(WorldSettings settings) {
    this.world = new World(settings);
    this.checks = Checks.over(world);
    this.chaos = new Chaos(world, new SplitMix(settings.seed() ^ 0x5DEECE66DL));
  }

  /**
   * What a run showed.
   *
   * @param failure what was broken, with the seed and the last of what happened
   * @param steps the trouble, so that it can be brought about again
   * @param converged virtual nanoseconds from the end of the trouble
   */
  public record Outcome(
      Optional<String> failure,
      List<Step> steps,
      long events,
      long virtualNanos,
      long converged,
      int writes) {}

  /** Runs one seed with this much virtual time of trouble. */
  public static Outcome run(WorldSettings settings, long trouble, boolean loud) {
    return new Trial(settings).run(trouble, loud);
  }

  private Outcome run(long trouble, boolean loud) {
    if (loud) {
      world.sim().trace().loud();
    }
    try {
      world.start();
      chaos.begin();
      world.run(trouble);
      chaos.end();
      return outcome(converge(), world.now() - trouble);
    } catch (RuntimeException broken) {
      return outcome(Optional.of(text(broken)), 0);
    }
  }

  private static String text(RuntimeException broken) {
    StringBuilder text = new StringBuilder(broken.toString());
    if (!(broken instanceof Probe.Violation)) {
      for (int i = 0; i < Math.min(12, broken.getStackTrace().length); i++) {
        text.append("\n    at ").append(broken.getStackTrace()[i]);
      }
    }
    return text.toString();
  }

  private Optional<String> converge() {
    long until = world.now() + LIVENESS_BOUND;
    while (world.now() < until) {
      world.run(500 * Nanos.MILLI);
      if (Convergence.missing(world).isEmpty()) {
        checks.rows().atTheEnd();
        return Optional.empty();
      }
    }
    return Convergence.missing(world).map(what -> "I8: not converged: " + what);
  }

  private Outcome outcome(Optional<String> failure, long converged) {
    return new Outcome(
        failure.map(what ->
            "seed %d kinds %s at %s: %s%n%s"
                .formatted(
                    world.settings().seed(),
                    chaos.kinds(),
                    Nanos.text(world.now()),
                    what,
                    world.sim().trace().text(LINES))),
        chaos.steps(),
        world.sim().agenda().happened(),
        world.now(),
        converged,
        world.acknowledged());
  }
}
