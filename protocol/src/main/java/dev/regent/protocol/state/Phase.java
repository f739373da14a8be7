package dev.regent.protocol.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Session;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.event.RevokeReason;
import java.util.Optional;

/** Where a database is on its way from one primary to the next. One at a time (R4). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Phase.Vacant.class, name = "vacant"),
  @JsonSubTypes.Type(value = Phase.Bootstrapping.class, name = "bootstrapping"),
  @JsonSubTypes.Type(value = Phase.Granted.class, name = "granted"),
  @JsonSubTypes.Type(value = Phase.Primary.class, name = "primary"),
  @JsonSubTypes.Type(value = Phase.SwitchingOver.class, name = "switching-over"),
  @JsonSubTypes.Type(value = Phase.Revoked.class, name = "revoked"),
  @JsonSubTypes.Type(value = Phase.Paused.class, name = "paused"),
  @JsonSubTypes.Type(value = Phase.Resuming.class, name = "resuming")
})
public sealed interface Phase {
  /** Formed; nothing was ever granted. */
  record Vacant() implements Phase {}

  /** All data directories were empty: {@code node} creates the database. */
  record Bootstrapping(NodeId node) implements Phase {}

  /**
   * The holder may take the lease and promote onto {@code timeline}.
   *
   * @param inPlace a restart in place under an unbroken lease (R5), not a new grant
   * @param fenced the former token whose holder is confirmed off: its slots need no wait (V1)
   */
  record Granted(
      Token token, Session holder, TimelineId timeline, boolean inPlace, Optional<Token> fenced)
      implements Phase {}

  /** Promoted and open to clients, as far as R6 allows. */
  record Primary(Token token, Session holder, TimelineId timeline) implements Phase {}

  /** The holder may stop PostgreSQL so that {@code target} takes over (R3). */
  record SwitchingOver(
      Token token, Session holder, TimelineId timeline, NodeId target, boolean immediateOnBound)
      implements Phase {}

  /**
   * The holder's right ended: renewals stop (V6), it makes itself not writable and releases (V4).
   *
   * @param preferred who is to be granted if it is a safe candidate (switchover, failover command)
   * @param fenced the old holder is confirmed off by STONITH or by a named person
   * @param acceptDataLoss a named person accepted to lose acknowledged writes (S3)
   */
  record Revoked(
      Token token,
      Session holder,
      RevokeReason reason,
      Optional<NodeId> preferred,
      boolean fenced,
      boolean acceptDataLoss)
      implements Phase {}

  /** No automatic role change; guards are disarmed (H6). */
  record Paused(Optional<NodeId> primary) implements Phase {}

  /** The holder takes the lease, arms its guard and reports; PostgreSQL runs or not (H6). */
  record Resuming(Token token, Session holder) implements Phase {}

  /** The token under which somebody may hold the lease now (V2). */
  default Optional<Token> leasable() {
    return switch (this) {
      case Vacant() -> Optional.empty();
      case Bootstrapping(var node) -> Optional.empty();
      case Granted granted -> Optional.of(granted.token());
      case Primary primary -> Optional.of(primary.token());
      case SwitchingOver switching -> Optional.of(switching.token());
      case Revoked revoked -> Optional.empty();
      case Paused paused -> Optional.empty();
      case Resuming resuming -> Optional.of(resuming.token());
    };
  }

  /** The session that holds, or held last, the token of this phase. */
  default Optional<Session> lastHolder() {
    return switch (this) {
      case Vacant() -> Optional.empty();
      case Bootstrapping(var node) -> Optional.empty();
      case Granted granted -> Optional.of(granted.holder());
      case Primary primary -> Optional.of(primary.holder());
      case SwitchingOver switching -> Optional.of(switching.holder());
      case Revoked revoked -> Optional.of(revoked.holder());
      case Paused paused -> Optional.empty();
      case Resuming resuming -> Optional.of(resuming.holder());
    };
  }
}
