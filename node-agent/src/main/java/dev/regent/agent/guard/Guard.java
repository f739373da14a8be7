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

  /**
   * Feeds a renewal. Refused when the token is dead or lower than the highest armed one, or the
   * deadline has passed. Of two deadlines of one token the later counts.
   *
   * <p>While paused this is a resume (H6): the guard first ends the pause on disk, then arms. The
   * token that was armed when the pause began is dead, so a late renewal of it ends no pause.
   */
  Answer arm(Token token, MonotonicTime deadline);

  /**
   * Marks a token dead before Release is sent or fencing starts (V7): never armed again. Its
   * deadline still kills, unless before that {@link #kill} or a scan proved that no process is left
   * or that the server never left recovery.
   */
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
   * Kills every process of the data directory and returns when a scan found none, twice. Refused
   * while paused (H6), and with the processes' numbers when some were left after three seconds.
   *
   * @param orderly whether SIGQUIT goes first (200 ms) before SIGSTOP and SIGKILL
   */
  Answer kill(boolean orderly);

  /**
   * Adds the VIP, or refreshes its lifetime, under the armed token (P1). The first time this takes
   * 200 ms more, for asking whether another machine has it; refused if one has.
   *
   * @param validLifetime whole seconds, cut to what is left until the armed deadline and refused
   *     below one; zero for an address without a lifetime of its own, where the lease is too short
   */
  Answer addVip(Token token, Duration validLifetime);

  Answer dropVip();

  /**
   * Disarms for a committed pause (H6), or ends the pause; on disk when this returns. The VIP stays
   * through a pause, without a lifetime. Ending it unarmed drops the VIP, and everything in the
   * data directory is killed that the guard did not itself start in recovery.
   */
  Answer pause(boolean paused);

  /** Called, from any thread, when the guard reports its PostgreSQL child exited or was killed. */
  void onPostgresGone(Runnable gone);

  /** Called once when the guard is gone or serves another daemon; not after {@link #close}. */
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

  /**
   * A server to start. The command is one program that becomes the postmaster (each word of it
   * execs the next: setpriv, postgres). The guard adds {@code setpriv --pdeathsig QUIT} unless the
   * command asks for a parent-death signal, so that PostgreSQL never outlives its guard.
   *
   * @param environment {@code NAME=value}, all of it: nothing is inherited but a PATH
   */
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
