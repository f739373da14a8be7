package dev.regent.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.FormationId;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.report.NodeReport;
import java.util.List;
import java.util.Optional;

/** Everything that crosses the network between Regent's nodes, each without its addresses. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Message.ConfirmVector.class, name = "confirm-vector"),
  @JsonSubTypes.Type(value = Message.VectorConfirmed.class, name = "vector-confirmed"),
  @JsonSubTypes.Type(value = Message.Form.class, name = "form"),
  @JsonSubTypes.Type(value = Message.PreVote.class, name = "pre-vote"),
  @JsonSubTypes.Type(value = Message.PreVoteReply.class, name = "pre-vote-reply"),
  @JsonSubTypes.Type(value = Message.Prepare.class, name = "prepare"),
  @JsonSubTypes.Type(value = Message.Promise.class, name = "promise"),
  @JsonSubTypes.Type(value = Message.PrepareRefused.class, name = "prepare-refused"),
  @JsonSubTypes.Type(value = Message.Accept.class, name = "accept"),
  @JsonSubTypes.Type(value = Message.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = Message.AcceptRefused.class, name = "accept-refused"),
  @JsonSubTypes.Type(value = Message.Beat.class, name = "beat"),
  @JsonSubTypes.Type(value = Message.BeatReply.class, name = "beat-reply"),
  @JsonSubTypes.Type(value = Message.HandOver.class, name = "hand-over"),
  @JsonSubTypes.Type(value = Message.LeaseRequest.class, name = "lease-request"),
  @JsonSubTypes.Type(value = Message.LeaseAck.class, name = "lease-ack"),
  @JsonSubTypes.Type(value = Message.LeaseRefused.class, name = "lease-refused"),
  @JsonSubTypes.Type(value = Message.Release.class, name = "release"),
  @JsonSubTypes.Type(value = Message.ReleaseAck.class, name = "release-ack"),
  @JsonSubTypes.Type(value = Instruction.class, name = "instruction"),
  @JsonSubTypes.Type(value = Message.ReportRequest.class, name = "report-request"),
  @JsonSubTypes.Type(value = Message.Report.class, name = "report"),
  @JsonSubTypes.Type(value = Message.CommandRequest.class, name = "command-request"),
  @JsonSubTypes.Type(value = Message.CommandReply.class, name = "command-reply")
})
public sealed interface Message
    permits Instruction,
        Message.Hello,
        Message.ConfirmVector,
        Message.VectorConfirmed,
        Message.Form,
        Message.PreVote,
        Message.PreVoteReply,
        Message.Prepare,
        Message.Promise,
        Message.PrepareRefused,
        Message.Accept,
        Message.Accepted,
        Message.AcceptRefused,
        Message.Beat,
        Message.BeatReply,
        Message.HandOver,
        Message.LeaseRequest,
        Message.LeaseAck,
        Message.LeaseRefused,
        Message.Release,
        Message.ReleaseAck,
        Message.ReportRequest,
        Message.Report,
        Message.CommandRequest,
        Message.CommandReply {

  /**
   * Sent by whoever does not vote yet: unformed, or with a new journal (L6).
   *
   * @param lastExchange the newest exchange in which this voter confirmed a vector
   * @param settingsHash of the shared settings; a difference is reported on both sides
   * @param machine tells whether a new journal is on the same machine as the old one
   */
  record Hello(
      Incarnation incarnation,
      long lastExchange,
      String settingsHash,
      String machine,
      Optional<FormationId> formation)
      implements Message {}

  /** Asks every voter to confirm the vector of incarnations durably, in this exchange. */
  record ConfirmVector(long exchange, List<Voter> vector) implements Message {}

  /** This voter confirmed the vector of the exchange durably (L6). */
  record VectorConfirmed(long exchange, List<Voter> vector, Voter voter) implements Message {}

  /** The genesis: every voter confirmed this vector in this exchange. */
  record Form(long exchange, Entry genesis) implements Message {}

  /** Would you promise this term? Persists nothing (L8). */
  record PreVote(Term term, Revision accepted) implements Message {}

  /** Whether the voter would promise; {@code promised} is what it promised last (L8). */
  record PreVoteReply(Term term, boolean granted, Voter voter, Term promised) implements Message {}

  /**
   * L1.
   *
   * @param handOver the leader asked this candidate to stand; overrides L8 (R7)
   */
  record Prepare(Term term, boolean handOver) implements Message {}

  /** The promise, with what the voter accepted and its lease slot (L1). */
  record Promise(Term term, Voter voter, Optional<Entry> accepted, SlotReport slot)
      implements Message {}

  /** L1 or L8. {@code shielded}: L8 refused it, so the term is no reason to stop leading (L4). */
  record PrepareRefused(Term term, Term promised, boolean shielded) implements Message {}

  /** L2. The term of sending is the entry's. */
  record Accept(Entry entry) implements Message {}

  /** The entry is durable at the voter (L2). */
  record Accepted(Revision revision, Voter voter) implements Message {}

  /** A higher promise stands (L2, L4). */
  record AcceptRefused(Revision revision, Term promised) implements Message {}

  /** The leader lives; everything up to {@code committed} is committed. */
  record Beat(Term term, Revision committed, long sequence) implements Message {}

  /** A voter heard the beat; sequence 0 is news of its slot outside the beat. */
  record BeatReply(Term term, long sequence, Voter voter, Revision accepted, SlotReport slot)
      implements Message {}

  /** The leader stops leading and asks the receiver to stand (R7). */
  record HandOver(Term term) implements Message {}

  /** V1, V5. */
  record LeaseRequest(Token token, Session session, Round round) implements Message {}

  /** The slot is given; names the voter set that the voter knows (L7). */
  record LeaseAck(Token token, Session session, Round round, Voter voter, Revision votersSince)
      implements Message {}

  /** The slot is not given, and why. */
  record LeaseRefused(Token token, Session session, Round round, String reason)
      implements Message {}

  /** V4: the holder is certainly not writable. */
  record Release(Token token, Session session, Round round) implements Message {}

  /** The slot was taken back. */
  record ReleaseAck(Token token, Session session, Round round, Voter voter) implements Message {}

  /**
   * Asks for the promise of S2, after the wait for the old holder ended; a session that follows, as
   * the target of a switchover does, only looks (R3).
   *
   * @param revision the committed revision whose Instruction the session has obeyed
   */
  record ReportRequest(Session receiver, Revision revision, long request) implements Message {}

  /** An agent tells of its node. */
  record Report(NodeReport report) implements Message {}

  /** A person's command on its way to the leader. */
  record CommandRequest(long id, Command command) implements Message {}

  /** The answer to a command, on its way back. */
  record CommandReply(long id, CommandResult result) implements Message {}

  /** Whether the receiving node's agent is meant; otherwise its voter is. */
  default boolean isForAgent() {
    return this instanceof Instruction
        || this instanceof ReportRequest
        || this instanceof LeaseAck
        || this instanceof LeaseRefused
        || this instanceof ReleaseAck;
  }
}
