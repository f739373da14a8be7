package dev.regent.simulation.world.postgres;

import dev.regent.agent.engine.JobResult;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.base.Volume;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One job under way: a chain of steps in the daemon's life, ended once, cancelled between steps.
 */
public final class JobRun {
  private static final long STEP = 5 * Nanos.MILLI;

  private final Sim sim;
  private final Life daemon;
  private final Consumer<JobResult> ended;
  private Optional<Volume> volume = Optional.empty();
  private boolean cancelled;
  private boolean over;

  JobRun(Sim sim, Life daemon, Consumer<JobResult> ended) {
    this.sim = sim;
    this.daemon = daemon;
    this.ended = ended;
  }

  public void cancel() {
    cancelled = true;
  }

  /** Its files are there: it waits while that volume stalls, and fails once it is full. */
  void writeTo(Volume where) {
    volume = Optional.of(where);
  }

  void after(long nanos, Runnable step) {
    sim.agenda().after(nanos, daemon, () -> write(step));
  }

  private void write(Runnable step) {
    volume.ifPresentOrElse(where -> where.whenItAnswers(daemon, () -> go(step)), () -> go(step));
  }

  private void go(Runnable step) {
    if (over) {
      return;
    }
    if (cancelled) {
      fail("cancelled", "cancelled", true);
    } else if (volume.filter(Volume::isFull).isPresent()) {
      fail("no-space", "no space is left on the volume", true);
    } else {
      step.run();
    }
  }

  /** Waits for something, at most so long; then fails with this code. */
  void until(BooleanSupplier ready, long limit, String code, Runnable then) {
    poll(ready, sim.now() + limit, () -> fail(code, code + " within its limit", true), then);
  }

  /** Waits for something, and goes on in one way or the other. */
  void poll(BooleanSupplier ready, long end, Runnable otherwise, Runnable then) {
    if (ready.getAsBoolean()) {
      then.run();
    } else if (sim.now() >= end) {
      otherwise.run();
    } else {
      after(STEP, () -> poll(ready, end, otherwise, then));
    }
  }

  void done() {
    end(new JobResult.Done());
  }

  void fail(String code, String message, boolean retry) {
    end(new JobResult.Failed(code, message, retry));
  }

  void end(JobResult result) {
    if (!over) {
      over = true;
      ended.accept(result);
    }
  }
}
