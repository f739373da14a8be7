package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;

/**
 * What the shell is busy with, so that one thing does not undo another.
 *
 * @param starting a server is being started: a scan cannot tell it from a stranger yet
 * @param promoting a promote signal is on its way
 * @param kills killings under way: nothing is started meanwhile
 * @param scanning a scan is under way
 * @param nextScan when to scan again, while unarmed
 * @param epoch changes with everything that makes an earlier scan's finding void
 */
public record Work(
    boolean starting,
    boolean promoting,
    int kills,
    boolean scanning,
    MonotonicTime nextScan,
    long epoch) {
  static final Work IDLE = new Work(false, false, 0, false, MonotonicTime.ZERO, 0);

  Work withStarting(boolean is) {
    return new Work(is, promoting, kills, scanning, nextScan, epoch + 1);
  }

  Work withPromoting(boolean is) {
    return new Work(starting, is, kills, scanning, nextScan, epoch + 1);
  }

  Work withKills(int now) {
    return new Work(starting, promoting, now, scanning, nextScan, epoch);
  }

  Work withScan(boolean is, MonotonicTime next) {
    return new Work(starting, promoting, kills, is, next, epoch);
  }

  /** Something happened: look now, or as soon as a look is possible. */
  Work scanFrom(MonotonicTime now) {
    return new Work(starting, promoting, kills, scanning, now, epoch);
  }

  Work nextEpoch() {
    return new Work(starting, promoting, kills, scanning, nextScan, epoch + 1);
  }
}
