package dev.regent.agent.engine;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Remedy;
import java.time.Duration;

/** One thing that the agent asks of the engine. Each is idempotent. */
public sealed interface Job {
  /** Creates the database here: initdb in a side directory, roles, standby.signal, then rename. */
  record Bootstrap() implements Job {}

  /**
   * Starts the server in recovery (H1), following nothing, closed to clients, and waits until it
   * answers and has replayed all local WAL (so that its position is exact).
   */
  record Start() implements Job {}

  /**
   * The promise of a report (S2): the WAL receiver is stopped and nothing older than the coming
   * token is followed; on disk before this returns, and it survives restarts.
   */
  record Cut(Revision revision) implements Job {}

  /**
   * Becomes, or goes on as, a standby of the given primary: starts, clones when the directory is
   * empty, rewinds when it diverged or rebuilds aside (as far as {@code remedy} goes; D1), refuses
   * another system identifier (D2). Removes an older cut. Open to readers when {@code readers}.
   */
  record Follow(Upstream upstream, Remedy remedy, boolean readers) implements Job {}

  /**
   * Promotes in recovery through the guard, closed to clients, under a rule that acknowledges
   * nothing in the synchronous modes (S4), onto exactly {@code timeline} (S5). Returns {@link
   * JobResult.Promoted}. Already promoted onto that timeline under that token: the same result.
   */
  record Promote(Token token, TimelineId timeline, SyncRule initial) implements Job {}

  /**
   * Puts a synchronous rule in force for every backend (S1) and reads x after that. Returns {@link
   * JobResult.SyncInForce}.
   */
  record ApplySync(Revision revision, SyncRule rule) implements Job {}

  /** Admits clients (pg_hba by reload). */
  record Open() implements Job {}

  /** Refuses new clients and ends those that are there; the agent's own sessions stay. */
  record Close() implements Job {}

  /** A CHECKPOINT, so that a later stop or a peer's rewind is quick. */
  record Checkpoint() implements Job {}

  /**
   * Orderly stop for a switchover (R3): checkpoints while writable, then fast stop within {@code
   * bound}; on the bound either an immediate stop or nothing more than an abort, as chosen. Returns
   * {@link JobResult.Stopped}.
   */
  record StopForSwitchover(NodeId target, Duration bound, boolean immediateOnBound)
      implements Job {}

  /** Kills every process of the data directory through the guard and confirms none is left (V4). */
  record Kill() implements Job {}

  /**
   * A primary to follow.
   *
   * @param promotedAt the end-of-recovery LSN of the promotion that began {@code timeline}
   */
  record Upstream(
      NodeId node, Endpoint endpoint, SystemId systemId, TimelineId timeline, Lsn promotedAt) {}
}
