package dev.regent.simulation.actors;

import akka.actor.setup.Setup;
import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.node.Disk;
import dev.regent.simulation.world.node.Parts;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The process in which an ActorSystem lives: its threads and timers are entries of the agenda.
 *
 * <p><b>Guarantees.</b> (1) What it is asked to run, runs later and never at once, in an order that
 * the seed gives. (2) Nothing of it runs once the process has died, or while it is frozen.
 */
final class DaemonProcess extends Setup {
  /** As the daemon's own scheduler is set: a timer is late by up to one tick. */
  private static final long TICK = 20 * Nanos.MILLI;

  private static final long SOON = 2;
  private static final long LATER = 40;

  private final Parts parts;
  private final int failuresPerMille;
  private final Consumer<Runnable> thread;

  private DaemonProcess(Parts parts, int failuresPerMille, Consumer<Runnable> thread) {
    this.parts = parts;
    this.failuresPerMille = failuresPerMille;
    this.thread = thread;
  }

  /**
   * A process whose actors never block.
   *
   * @param failuresPerMille of a thousand writes to its journal, so many fail
   */
  static DaemonProcess writing(Parts parts, int failuresPerMille) {
    return new DaemonProcess(parts, failuresPerMille, Runnable::run);
  }

  /** A process whose actors may block, each task on a strand. */
  static DaemonProcess blocking(Parts parts, Strands strands) {
    return new DaemonProcess(parts, 0, strands::run);
  }

  /** Some thread of it gets to this soon. */
  void execute(Runnable task) {
    sim().agenda().after(sim().briefDelay(SOON, LATER), life(), () -> thread.accept(task));
  }

  /** Not before this time went by on the machine's clock, at the next tick. */
  void schedule(Duration delay, Runnable task) {
    long due = parts.clock().now().nanos() + delay.toNanos();
    long tick = Math.ceilDiv(due, TICK) * TICK;
    sim().agenda().at(parts.clock().virtualAt(new MonotonicTime(tick)), life(), task);
  }

  /** Whether writes to its journal fail at all. */
  boolean mayFailToWrite() {
    return failuresPerMille > 0 || !parts.disk().volume().takesWrites();
  }

  /** Whether a write to the journal fails now. */
  boolean failsToWrite() {
    return failuresPerMille > 0 && sim().random().between(0, 999) < failuresPerMille;
  }

  /**
   * Lets a check look at something from inside an actor: what it throws must end the run, and not
   * only that actor.
   */
  void check(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException broken) {
      sim()
          .agenda()
          .after(
              0,
              () -> {
                throw broken;
              });
    }
  }

  Sim sim() {
    return parts.sim();
  }

  Life life() {
    return parts.life();
  }

  Disk disk() {
    return parts.disk();
  }

  Parts parts() {
    return parts;
  }
}
