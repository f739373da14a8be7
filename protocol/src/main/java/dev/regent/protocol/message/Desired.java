package dev.regent.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.state.Promotion;

/** What a node is to be. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "desired")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Desired.Observe.class, name = "observe"),
  @JsonSubTypes.Type(value = Desired.Bootstrap.class, name = "bootstrap"),
  @JsonSubTypes.Type(value = Desired.Lead.class, name = "lead"),
  @JsonSubTypes.Type(value = Desired.Serve.class, name = "serve"),
  @JsonSubTypes.Type(value = Desired.HandOff.class, name = "hand-off"),
  @JsonSubTypes.Type(value = Desired.Yield.class, name = "yield"),
  @JsonSubTypes.Type(value = Desired.Stand.class, name = "stand"),
  @JsonSubTypes.Type(value = Desired.Follow.class, name = "follow"),
  @JsonSubTypes.Type(value = Desired.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = Desired.Resume.class, name = "resume")
})
public sealed interface Desired {
  /** What only the holder of {@code token} is to be, while that token lives (V7, H1). */
  sealed interface Holding extends Desired permits Lead, Serve, HandOff {
    Token token();
  }

  /** Nothing is granted yet: a directory that is there runs in recovery, following nothing. */
  record Observe() implements Desired {}

  /** Create the database here, then run it in recovery. */
  record Bootstrap() implements Desired {}

  /**
   * Take the lease under {@code token}, then promote onto {@code timeline}, closed to clients.
   *
   * @param rule while promoting: acknowledges nothing in the synchronous modes (S4)
   */
  record Lead(Token token, TimelineId timeline, SyncRule rule) implements Holding {}

  /**
   * Be the primary, under {@code rule}.
   *
   * @param sync R6: clients are admitted when k = 0 or k members of S flushed past {@code
   *     endOfRecovery}
   */
  record Serve(Token token, TimelineId timeline, SyncRule rule, SyncSet sync, Lsn endOfRecovery)
      implements Holding {}

  /** Stop for a switchover to {@code target} (R3); keep the lease until told to yield. */
  record HandOff(Token token, NodeId target, boolean immediateOnBound) implements Holding {}

  /**
   * The revoked holder: be certainly not writable, release {@code token} (V4), then stand as the
   * others do.
   */
  record Yield(Token token) implements Desired {}

  /**
   * Between primaries: run in recovery, rewind nothing, and answer a {@link ReportRequest} with the
   * receiver cut (S2).
   */
  record Stand() implements Desired {}

  /**
   * Be a standby of the promotion's node.
   *
   * @param remedy what may be done with a directory that does not fit (S2)
   * @param readers the primary is confirmed, so reading here is allowed
   */
  record Follow(Promotion primary, SystemId systemId, Remedy remedy, boolean readers)
      implements Desired {}

  /** Change nothing; the guard is disarmed (H6). */
  record Pause(Revision since) implements Desired {}

  /** Take the lease and arm the guard over PostgreSQL as it is (H6). */
  record Resume(Token token) implements Desired {}
}
