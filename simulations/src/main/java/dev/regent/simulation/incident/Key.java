package dev.regent.simulation.incident;

/**
 * What happened to whom, and why.
 *
 * @param event as {@code primary-revoked a}
 * @param counts whether the why has to be the same too: it names one of several reasons
 */
record Key(String event, String why, boolean counts) {
  boolean isSame(Key other) {
    return event.equals(other.event) && (!(counts || other.counts) || why.equals(other.why));
  }
}
