package dev.regent.simulation.drill.fault;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Fault;
import dev.regent.simulation.drill.LogWatch;
import dev.regent.simulation.drill.Scene;
import dev.regent.simulation.drill.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The primary's postmaster is killed, and as soon as the failover has come to a step, a whole node
 * as well; it comes back a little later. Steps are recognised by what the daemons print.
 *
 * @param step at which the node is killed
 * @param part the node, by what it was before the failover
 */
record KilledAtStep(Step step, Part part) implements Fault {
  static final String NAME = "killed-at-step";

  private static final Duration STEP_LIMIT = Duration.ofSeconds(30);

  /** Shorter than the lease: nothing but the dead node's own return may end the drill. */
  private static final Duration DOWN = Duration.ofSeconds(2);

  /** A step of a failover, of the old primary's return and of the way back to redundancy. */
  enum Step {
    REVOKED("committed revision=\\S+ PrimaryRevoked\\["),
    CUT("start job=Cut\\["),
    GRANTED("committed revision=\\S+ PrimaryGranted\\["),
    LEASED("lease held token="),
    PROMOTING("start job=Promote\\["),
    PROMOTED("committed revision=\\S+ Promoted\\["),
    OPENING("start job=Open\\["),
    CHECKPOINT("start job=Checkpoint\\["),
    FOLLOWING("start job=Follow\\["),
    SYNC_PLANNED("committed revision=\\S+ SyncPlanned\\["),
    SYNC_SET("committed revision=\\S+ SyncSetChanged\\[");

    private final String pattern;

    Step(String pattern) {
      this.pattern = pattern;
    }
  }

  /** Each node at each step. */
  static List<Fault> all() {
    return Stream.of(Step.values())
        .flatMap(step -> Stream.of(Part.values()).<Fault>map(part -> new KilledAtStep(step, part)))
        .toList();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String variant() {
    return "%s, %s".formatted(step.name().toLowerCase(Locale.ROOT), part.letter());
  }

  @Override
  public Effect effect() {
    return Effect.DOWN;
  }

  @Override
  public Ready prepare(Scene scene) {
    NodeId victim = part.in(scene);
    LogWatch logs = LogWatch.of(scene.cell().logs(), step.pattern);
    return new Ready() {
      @Override
      public void inject() {
        logs.begin();
        Signals.killPostmaster(scene.primary());
        logs.await(STEP_LIMIT);
        Signals.killNode(scene.cell(), victim);
        Await.pass(DOWN);
      }

      @Override
      public void heal() {
        scene.cell().control(victim).release();
      }
    };
  }
}
