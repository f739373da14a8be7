package dev.regent.simulation.world.node;

import dev.regent.simulation.world.base.Agenda;

/**
 * A machine's network card. The kernel keeps the VIP on it until the time is up that was given with
 * it, whatever became of the process that added it.
 */
final class NetworkCard {
  private static final long FOREVER = Long.MAX_VALUE;

  private final Agenda agenda;
  private long until;
  private boolean frozen;

  NetworkCard(Agenda agenda) {
    this.agenda = agenda;
  }

  void holdVip(long end) {
    until = end;
  }

  void dropVip() {
    until = 0;
  }

  boolean hasVip() {
    return agenda.now() < until;
  }

  /** Whether the kernel takes it away by itself. */
  boolean isLimited() {
    return until != FOREVER;
  }

  /** The machine stands still: nobody answers for its addresses. */
  void freeze(boolean is) {
    frozen = is;
  }

  boolean answersForVip() {
    return hasVip() && !frozen;
  }
}
