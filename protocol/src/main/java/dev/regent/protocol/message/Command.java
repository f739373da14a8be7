package dev.regent.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.NodeId;
import java.util.Optional;

/** What an operator asks of a database. {@code by} names the person in the ledger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.Switchover.class, name = "switchover"),
  @JsonSubTypes.Type(value = Command.Failover.class, name = "failover"),
  @JsonSubTypes.Type(value = Command.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = Command.Resume.class, name = "resume"),
  @JsonSubTypes.Type(value = Command.ConfirmFenced.class, name = "confirm-fenced"),
  @JsonSubTypes.Type(value = Command.ConfirmVoterGone.class, name = "confirm-voter-gone")
})
public sealed interface Command {
  String by();

  /** Planned change of the primary, nothing lost (R3). */
  record Switchover(Optional<NodeId> target, boolean immediateOnBound, String by)
      implements Command {}

  /** Give up the present primary now; loses an acknowledged write only if accepted (S3). */
  record Failover(Optional<NodeId> target, boolean acceptDataLoss, String by) implements Command {}

  /** No automatic role change from here on (H6). */
  record Pause(String by) implements Command {}

  /** Ends the pause (H6). */
  record Resume(String by) implements Command {}

  /** A person confirms that the revoked or resuming primary's machine is off (V1, H6). */
  record ConfirmFenced(NodeId node, String by) implements Command {}

  /** A person confirms that a voter's old journal is gone for good (L6). */
  record ConfirmVoterGone(NodeId node, String by) implements Command {}
}
