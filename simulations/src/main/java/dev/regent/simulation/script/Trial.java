package dev.regent.simulation.script;

import dev.regent.simulation.checks.Checks;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.WorldSettings;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.base.SplitMix;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** One seed's run: trouble for some time, then none, and everything must come good. */
public final class Trial {
  private static final long LIVENESS_BOUND = 90 * Nanos.SECOND;
  private static final int LINES = 120;

  private final World world;
  private final Checks checks;
  private final Chaos chaos;
  private Optional<Ambush> ambush = Optional.empty();

  private Trial(WorldSettings settings, List<Fault> kinds) {
    this.world = new World(settings);
    this.checks = Checks.over(world);
    SplitMix random = new SplitMix(settings.seed() ^ 0x5DEECE66DL);
    this.chaos = kinds.isEmpty() ? new Chaos(world, random) : new Chaos(world, random, kinds);
  }

  /**
   * What a run showed.
   *
   * @param failure what was broken, with the seed and the last of what happened
   * @param steps the trouble, so that it can be brought about again
   * @param converged virtual nanoseconds from the end of the trouble
   * @param reached which fault struck at which step of the protocol, where that was sought
   */
  public record Outcome(
      Optional<String> failure,
      List<Step> steps,
      long events,
      long virtualNanos,
      long converged,
      int writes,
      SortedSet<String> reached) {}

  /** Runs one seed with this much virtual time of trouble. */
  public static Outcome run(WorldSettings settings, long trouble, boolean loud) {
    return new Trial(settings, List.of()).run(trouble, loud);
  }

  /** The same with these kinds of trouble only; with all kinds by chance where none is named. */
  public static Outcome run(WorldSettings settings, long trouble, List<Fault> kinds) {
    return new Trial(settings, kinds).run(trouble, false);
  }

  /**
   * The cell and the trouble of this seed; every second one brings more trouble right at the steps
   * of the protocol.
   */
  public static Outcome ofSeed(long seed, long trouble) {
    return seed % 2 == 0
        ? guided(Variants.of(seed), trouble)
        : run(Variants.of(seed), trouble, false);
  }

  private static Outcome guided(WorldSettings settings, long trouble) {
    Trial trial = new Trial(settings, List.of());
    Ambush ambush =
        new Ambush(trial.world, new SplitMix(settings.seed() ^ 0x2545F491L), trial.chaos);
    trial.world.watch(ambush);
    trial.ambush = Optional.of(ambush);
    return trial.run(trouble, false);
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
        world.acknowledged(),
        ambush.map(Ambush::reached).orElseGet(Collections::emptySortedSet));
  }
}
