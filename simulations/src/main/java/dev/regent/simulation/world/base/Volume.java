package dev.regent.simulation.world.base;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A volume of a machine. One that stalls lets every write wait, and whoever waits cannot be killed;
 * one that is full refuses every write. What is in memory can be read all the same.
 */
public final class Volume {
  private final Agenda agenda;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean stalled;
  private boolean full;

  private record Waiting(Life life, Runnable what) {}

  public Volume(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Nothing that is written from now on comes to an end. */
  public void stall() {
    stalled = true;
  }

  /** Nothing more fits. */
  public void fill() {
    full = true;
  }

  /** It answers again and has room; what waited is written now, in order. */
  public void mend() {
    stalled = false;
    full = false;
    while (!waiting.isEmpty()) {
      Waiting next = waiting.poll();
      agenda.after(0, next.life(), next.what());
    }
  }

  public boolean isStalled() {
    return stalled;
  }

  public boolean isFull() {
    return full;
  }

  /** Whether what is written now is there at once. */
  public boolean takesWrites() {
    return !stalled && !full;
  }

  /** At once, or when the volume answers again. Whether it has room is for the writer to ask. */
  public void whenItAnswers(Life life, Runnable what) {
    if (stalled) {
      waiting.add(new Waiting(life, what));
    } else {
      what.run();
    }
  }
}
