package dev.regent.simulation.scheme.vrrp;

import dev.regent.simulation.scheme.vrrp.VrrpSettings.TrackSettings;
import dev.regent.simulation.world.base.Agenda;
import dev.regent.simulation.world.base.Life;

/** Runs a check again and again, and counts until its state is another. */
final class Track {
  private final Agenda agenda;
  private final TrackSettings settings;
  private final Check check;
  private final Runnable changed;
  private boolean succeeds;
  private int inARow;

  Track(Agenda agenda, TrackSettings settings, Check check, Runnable changed) {
    this.agenda = agenda;
    this.settings = settings;
    this.check = check;
    this.changed = changed;
  }

  boolean succeeds() {
    return succeeds;
  }

  /** Begins in this state; the first run is after {@code first}, by a process of that life. */
  void begin(Life life, boolean state, long first) {
    succeeds = state;
    inARow = 0;
    agenda.after(first, life, () -> runOnce(life));
  }

  private void runOnce(Life life) {
    agenda.after(settings.each(), life, () -> runOnce(life));
    switch (check.run()) {
      case SUCCESS -> count(true);
      case FAILURE -> count(false);
      // Ended just before the next run, so that two never run at once.
      case HANGS -> agenda.after(settings.each() - 1, life, () -> count(false));
    }
  }

  private void count(boolean success) {
    if (success == succeeds) {
      inARow = 0;
      return;
    }
    inARow++;
    if (inARow >= (success ? settings.rise() : settings.fall())) {
      inARow = 0;
      succeeds = success;
      changed.run();
    }
  }
}
