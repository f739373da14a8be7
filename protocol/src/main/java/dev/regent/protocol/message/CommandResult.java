package dev.regent.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.Revision;

/** The answer to an operator's command. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CommandResult.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = CommandResult.Refused.class, name = "refused")
})
public sealed interface CommandResult {
  /** Committed at this revision; its progress is in status and history. */
  record Accepted(Revision revision) implements CommandResult {}

  /**
   * Nothing was changed.
   *
   * @param kind decides the HTTP status
   * @param message what was wrong, what was expected, what to do
   */
  record Refused(Kind kind, String message) implements CommandResult {}

  /** What kind of refusal. */
  enum Kind {
    /** The request itself is wrong: 400. */
    INVALID,
    /** Unknown database or node: 404. */
    UNKNOWN,
    /** The database is not in a state for it: 409. */
    CONFLICT,
    /** The target is not fit: lagging, unreachable, unsafe: 412. */
    UNFIT,
    /** No majority, or no leader known: 503. */
    NO_QUORUM
  }
}
