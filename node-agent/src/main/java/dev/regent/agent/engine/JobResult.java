package dev.regent.agent.engine;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;

/** How a job ended. */
public sealed interface JobResult {
  /** Done, nothing to add. */
  record Done() implements JobResult {}

  /** The server left recovery: its new timeline and the end-of-recovery LSN (R6). */
  record Promoted(Token token, TimelineId timeline, Lsn endOfRecovery) implements JobResult {}

  /** The rule is in force for every backend; {@code x} is the insert LSN read after that (S1). */
  record SyncInForce(Revision revision, SyncRule rule, Lsn x) implements JobResult {}

  /** Stopped cleanly; the end of the shutdown checkpoint record that the target must have. */
  record Stopped(Lsn shutdownCheckpointEnd) implements JobResult {}

  /**
   * Not done.
   *
   * @param code one word for programs, as {@code wrong-system-id}
   * @param message what was wrong, where, what was expected, what to do
   * @param retry whether trying again without a person's help can succeed
   */
  record Failed(String code, String message, boolean retry) implements JobResult {}
}
