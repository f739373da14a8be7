package dev.regent.controller.http.view;

import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.event.SyncReason;

/** The reasons of role transitions as sentences. */
public final class EventReasons {
  private EventReasons() {}

  public static String of(RevokeReason reason) {
    return switch (reason) {
      case SILENT -> "a majority of voters saw no lease renewal for the suspect time";
      case POSTGRES_DOWN -> "its own agent says that PostgreSQL died or was stopped";
      case POSTGRES_UNRESPONSIVE -> "its own agent says that PostgreSQL does not answer";
      case POSTGRES_STALLED -> "its own agent says that its WAL does not reach the disk";
      case SESSION_ENDED -> "the session that held the token ended: its node started anew";
      case LEASE_LOST -> "it released its lease or fenced itself";
      case SWITCHOVER -> "a switchover: it stopped and the target has its last WAL";
      case SWITCHOVER_ABORTED -> "a switchover was given up after it was authorised";
      case OPERATOR -> "an operator asked for a failover";
      case PROMOTION_FAILED -> "it was granted but could not be promoted";
    };
  }

  public static String of(GrantReason reason) {
    return switch (reason) {
      case FIRST -> "it is the first primary: it bootstrapped or has the highest position";
      case BEST_CANDIDATE ->
          "it is the best of enough candidates that surely hold every acknowledged write";
      case LAST_PROMOTED -> "it was promoted last with its directory intact, so it holds all";
      case CHOSEN -> "an operator chose it, and it surely holds every acknowledged write";
      case WITHIN_LAG -> "it is behind by no more than the permitted lag (performance mode)";
      case DATA_LOSS_ACCEPTED -> "a named person accepted the loss of acknowledged writes";
    };
  }

  public static String of(SyncReason reason) {
    return switch (reason) {
      case JOINED -> "a standby caught up";
      case STANDBY_LOST -> "standbys were lost and a majority agreed to go on with fewer";
      case LEAVES_FOR_REBUILD -> "a member leaves so that its directory may be rebuilt";
    };
  }
}
