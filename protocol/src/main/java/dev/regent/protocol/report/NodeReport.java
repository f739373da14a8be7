package dev.regent.protocol.report;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import java.util.List;
import java.util.Optional;

/**
 * What an agent tells every voter of its node, each beat and at once on a change.
 *
 * @param sequence rises with every report of a session; an older one is dropped
 * @param obeyed the last Instruction obeyed (L5)
 * @param directoryIntact not rewound, rebuilt or replaced since its last promotion (S2)
 * @param open PostgreSQL admits clients
 * @param lease the token under which the lease is held and live now
 * @param dead the newest token that is dead for this session (V7)
 * @param cut the promise of S2, answering a {@code ReportRequest}
 * @param leader the leader last heard and how long ago it was, in milliseconds (R7)
 * @param answered the voters that acked this or the former round of its lease: those that hear it
 *     and that it hears (R7); empty from a release that did not say so
 * @param look which look {@code postgres} is from, since reports repeat one: another look has
 *     another number (S1); empty from a release that did not say so
 */
public record NodeReport(
    Session session,
    long sequence,
    Revision obeyed,
    boolean paused,
    PostgresView postgres,
    boolean directoryIntact,
    boolean open,
    Optional<Token> lease,
    Optional<Token> dead,
    Optional<Cut> cut,
    Optional<Promoted> promoted,
    Optional<Sync> sync,
    Optional<Stopped> stopped,
    Optional<Problem> problem,
    Optional<LeaderHeard> leader,
    Optional<List<NodeId>> answered,
    Optional<Long> look) {

  /** The receiver is cut for good under {@code revision}; {@code request} is the one answered. */
  public record Cut(Revision revision, long request) {}

  /** PostgreSQL left recovery under this token. */
  public record Promoted(Token token, TimelineId timeline, Lsn endOfRecovery) {}

  /** The rule is in force for every backend since {@code revision}; x was read after that (S1). */
  public record Sync(Revision revision, SyncRule rule, Lsn x) {}

  /** Stopped for a switchover away from {@code token}; the target must have WAL up to here (R3). */
  public record Stopped(Token token, Lsn shutdownCheckpointEnd) {}

  /** What keeps the agent from reaching the state of its Instruction. */
  public record Problem(Revision revision, String code, String message, boolean retry) {}

  /** The newest leader heard, and for how long it has been silent. */
  public record LeaderHeard(Term term, long silentMillis) {}

  /** Whether PostgreSQL would commit under a live lease: what {@code /primary} answers. */
  public boolean isWritable() {
    return postgres.status() == PostgresStatus.PRIMARY && lease.isPresent();
  }
}
