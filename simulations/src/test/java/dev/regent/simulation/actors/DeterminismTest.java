package dev.regent.simulation.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.simulation.checks.Checks;
import dev.regent.simulation.script.Chaos;
import dev.regent.simulation.world.World;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.SplitMix;
import org.junit.jupiter.api.Test;

/** Real actors, mailboxes, timers and threads that block: and yet a seed is a run. */
class DeterminismTest {
  private static final int EVERYTHING = 3_000;

  @Test
  void theSameSeedGivesTheSameRunEventByEvent() {
    Run first = run(7, 5);

    assertThat(run(7, 5)).isEqualTo(first);
    assertThat(run(8, 5)).isNotEqualTo(first);
  }

  /** Failed writes bring lives that end and begin again, and pauses before that. */
  @Test
  void soItIsWhenDisksFailOften() {
    assertThat(run(9, 100)).isEqualTo(run(9, 100));
  }

  /**
   * A run in short.
   *
   * @param moments a hash of the time of each event
   */
  private record Run(long events, long moments, String trace) {}

  private static Run run(long seed, int failuresPerMille) {
    World world = new World(Cells.settings(seed).at(new ActorFidelity(failuresPerMille)));
    Checks.over(world);
    world.start();
    new Chaos(world, new SplitMix(seed)).begin();
    long moments = 0;
    while (world.step(25 * Nanos.SECOND)) {
      moments = moments * 31 + world.now();
    }
    return new Run(world.sim().agenda().happened(), moments, world.sim().trace().text(EVERYTHING));
  }
}
