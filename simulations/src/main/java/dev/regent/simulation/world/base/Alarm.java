package dev.regent.simulation.world.base;

/** One timer of a process, set anew with every step; an earlier setting is forgotten. */
public final class Alarm {
  private static final long NONE = Long.MAX_VALUE;

  private final Agenda agenda;
  private final Life life;
  private final Runnable ring;
  private long target = NONE;
  private long pending = NONE;

  public Alarm(Agenda agenda, Life life, Runnable ring) {
    this.agenda = agenda;
    this.life = life;
    this.ring = ring;
  }

  /** Rings at {@code time}, but never at this very moment: a shell's timer takes a while. */
  public void set(long time) {
    target = Math.max(time, agenda.now() + Nanos.MILLI);
    if (target < pending) {
      schedule();
    }
  }

  private void schedule() {
    pending = target;
    long mine = target;
    agenda.at(mine, life, () -> due(mine));
  }

  private void due(long mine) {
    if (mine != pending) {
      return;
    }
    pending = NONE;
    if (target > agenda.now()) {
      schedule();
    } else {
      ring.run();
    }
  }
}
