package dev.regent.agent.guard;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The daemon's side of its guard (H3). Every call returns when the guard acknowledged it.
 *
 * <p><b>Failure modes.</b> {@link GuardLost} when the guard is gone, took another daemon, or did
 * not answer within the deadline: the daemon then ends itself, since it may no longer act.
 */
public interface Guard extends AutoCloseable {
  /** The session that the guard holds; it outlives daemons. */
  Session session();

  /** The guard's state at take-over: what a new daemon goes on with. */
  Holding holding();

  /** Feeds a renewal. Refused when the token is dead or lower than the armed one. */
  Answer arm(Token token, MonotonicTime deadline);

  /** Marks a token dead before Release is sent or fencing starts (V7): never armed again. */
  Answer markDead(Token token);

  /** Stores the revision of an Instruction before its first effect (L5). Refuses a lower one. */
  Answer obey(Revision revision);

  /**
   * Starts the server as the guard's own child. The guard itself checks that {@code standby.signal}
   * is there (H1) and that no process of the data directory is left.
   */
  Answer start(PostgresStart start);

  /**
   * Promotes: checks, at that moment, that {@code token} is armed and its deadline not reached;
   * writes the promote signal file and sends SIGUSR1 to the postmaster.
   */
  Answer promote(Token token);

  /**
   * Kills every process of the data directory and returns when a scan found none, twice.
   *
   * @param orderly whether SIGQUIT goes first (200 ms) before SIGSTOP and SIGKILL
   */
  Answer kill(boolean orderly);

  /** Adds the VIP, or refreshes its lifetime, under the armed token (P1). */
  Answer addVip(Token token, Duration validLifetime);

  Answer dropVip();

  /** Disarms for a committed pause (H6), or ends the pause. Durable with the guard's session. */
  Answer pause(boolean paused);

  /** Called, from any thread, when the guard reports its PostgreSQL child exited or was killed. */
  void onPostgresGone(Runnable gone);

  /** Called once when the guard is gone or serves another daemon. */
  void onLost(Runnable lost);

  /** Lets go of the guard; it and PostgreSQL go on until the armed deadline. */
  @Override
  void close();

  /** Done, or refused with a reason. */
  sealed interface Answer {
    /** Acknowledged: it is so. */
    record Done() implements Answer {}

    /** Nothing was done. */
    record Refused(String reason) implements Answer {}
  }

  /**
   * What a guard holds.
   *
   * @param fired the guard killed at the deadline since the token was armed (V7: it is dead)
   */
  record Holding(
      Optional<Token> armed,
      Optional<MonotonicTime> deadline,
      List<Token> dead,
      Revision obeyed,
      boolean paused,
      boolean fired,
      Optional<Long> postmasterPid) {}

  /** A server to start: absolute program path, arguments, environment, directory, user. */
  record PostgresStart(
      List<String> command, List<String> environment, String dataDirectory, String logFile) {}

  /** The guard is gone or serves a newer daemon. */
  final class GuardLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GuardLost(String message) {
      super(message);
    }
  }
}
