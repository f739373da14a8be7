package dev.regent.protocol.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import java.util.List;

/** What a ledger replica persists, each before anything that depends on it is sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "journal")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEvent.Created.class, name = "created"),
  @JsonSubTypes.Type(value = JournalEvent.PromiseMade.class, name = "promise-made"),
  @JsonSubTypes.Type(value = JournalEvent.EntryAccepted.class, name = "entry-accepted"),
  @JsonSubTypes.Type(value = JournalEvent.VectorConfirmed.class, name = "vector-confirmed"),
  @JsonSubTypes.Type(value = JournalEvent.Admitted.class, name = "admitted")
})
public sealed interface JournalEvent {
  /** The journal was created; the incarnation names this life of it (L6). */
  record Created(Incarnation incarnation) implements JournalEvent {}

  /** A promise to a candidate, or to oneself before the first Prepare (L1). */
  record PromiseMade(Term term, NodeId to) implements JournalEvent {}

  /** An entry was accepted; raises the promise to its term (L2). */
  record EntryAccepted(Entry entry) implements JournalEvent {}

  /** This voter confirmed a vector of incarnations in a formation exchange (L6). */
  record VectorConfirmed(long exchange, List<Voter> vector) implements JournalEvent {}

  /** The leader told that the entry naming this incarnation is committed: it votes (L6). */
  record Admitted() implements JournalEvent {}
}
