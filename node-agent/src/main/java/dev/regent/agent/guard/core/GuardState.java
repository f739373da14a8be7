package dev.regent.agent.guard.core;

import dev.regent.protocol.Invariants;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import java.util.Optional;

/**
 * All that a guard holds. In memory, but for {@code paused} and the session's counter: what a
 * session promised ends with the session, because the next one begins with everything killed (H3).
 *
 * @param daemon the connection that is served
 * @param obeyed the revision of the last Instruction obeyed in this session (L5)
 * @param paused a committed pause: nothing is armed and nothing is killed (H6)
 * @param vip where the VIP stands
 * @param watchdog where the kernel watchdog stands (H4)
 */
public record GuardState(
    Session session,
    Optional<Long> daemon,
    Revision obeyed,
    Rights rights,
    Server server,
    Work work,
    boolean paused,
    Vip vip,
    Watchdog watchdog) {
  public GuardState {
    Invariants.require(!paused || rights.armed().isEmpty(), "a paused guard is disarmed (H6)");
  }

  /**
   * Of a new session.
   *
   * @param paused as stored on disk
   * @param vip UNWANTED where a VIP is configured: an earlier guard may have left it
   */
  public static GuardState begin(Session session, boolean paused, Vip vip, Watchdog watchdog) {
    return new GuardState(
        session,
        Optional.empty(),
        Revision.NONE,
        Rights.NONE,
        new Server.None(),
        Work.IDLE,
        paused,
        vip,
        watchdog);
  }

  /** When the guard must look again at the latest. */
  public Optional<MonotonicTime> wakeAt() {
    boolean looks = isWatching() && !work.scanning() && work.kills() == 0;
    Optional<MonotonicTime> deadline = rights.armed().map(Armed::deadline);
    Optional<MonotonicTime> scan = looks ? Optional.of(work.nextScan()) : Optional.empty();
    return earlier(earlier(deadline, scan), rights.armed().flatMap(watchdog::wakeAt));
  }

  private static Optional<MonotonicTime> earlier(
      Optional<MonotonicTime> one, Optional<MonotonicTime> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(MonotonicTime.min(one.get(), other.get()))
        : one.or(() -> other);
  }

  /** Nothing may be writable, and it is for the guard to see to that. */
  boolean isWatching() {
    return !paused && (rights.armed().isEmpty() || rights.isCondemned());
  }

  GuardState withDaemon(Optional<Long> connection) {
    return new GuardState(session, connection, obeyed, rights, server, work, paused, vip, watchdog);
  }

  GuardState withObeyed(Revision revision) {
    return new GuardState(session, daemon, revision, rights, server, work, paused, vip, watchdog);
  }

  /** With a token that was let pass: from now on something may be writable. */
  GuardState arm(Armed offered) {
    return withRights(rights.arm(offered)).withWatchdog(watchdog.withHarmless(false));
  }

  GuardState withRights(Rights changed) {
    return new GuardState(
        session, daemon, obeyed, changed, server, work.nextEpoch(), paused, vip, watchdog);
  }

  GuardState withServer(Server changed) {
    return new GuardState(
        session, daemon, obeyed, rights, changed, work.nextEpoch(), paused, vip, watchdog);
  }

  GuardState withWork(Work changed) {
    return new GuardState(session, daemon, obeyed, rights, server, changed, paused, vip, watchdog);
  }

  GuardState withPaused(boolean is) {
    return new GuardState(
        session, daemon, obeyed, rights, server, work.nextEpoch(), is, vip, watchdog);
  }

  GuardState withVip(Vip is) {
    return new GuardState(session, daemon, obeyed, rights, server, work, paused, is, watchdog);
  }

  GuardState withWatchdog(Watchdog changed) {
    return new GuardState(session, daemon, obeyed, rights, server, work, paused, vip, changed);
  }
}
