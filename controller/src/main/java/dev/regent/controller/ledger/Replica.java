package dev.regent.controller.ledger;

import dev.regent.protocol.Incarnation;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.state.DatabaseState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one voter keeps on disk: the durable state of layer 1.
 *
 * @param incarnation this life of the journal; absent only before {@code Created}
 * @param promised the highest term promised, and to whom (L1)
 * @param accepted the highest entry accepted (L2)
 * @param confirmed the newest vector confirmed in a formation exchange (L6)
 * @param admitted false for a learner: it stores Accepts and does nothing else (L6)
 */
public record Replica(
    NodeId self,
    Optional<Incarnation> incarnation,
    Term promised,
    Optional<NodeId> promisedTo,
    Optional<Entry> accepted,
    Optional<Confirmation> confirmed,
    boolean admitted) {

  /** A vector of incarnations confirmed in an exchange. */
  public record Confirmation(long exchange, List<Voter> vector) {}

  /** A replica without a journal. */
  public static Replica blank(NodeId self) {
    return new Replica(
        self,
        Optional.empty(),
        Term.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The only change of a replica; total, so that every stored journal can be read back. */
  public Replica apply(JournalEvent event) {
    return switch (event) {
      case JournalEvent.Created created ->
          new Replica(
              self,
              Optional.of(created.incarnation()),
              promised,
              promisedTo,
              accepted,
              confirmed,
              admitted);
      case JournalEvent.PromiseMade made ->
          new Replica(
              self,
              incarnation,
              made.term(),
              Optional.of(made.to()),
              accepted,
              confirmed,
              admitted);
      case JournalEvent.EntryAccepted stored -> accepting(stored.entry());
      case JournalEvent.VectorConfirmed vector ->
          new Replica(
              self,
              incarnation,
              promised,
              promisedTo,
              accepted,
              Optional.of(new Confirmation(vector.exchange(), vector.vector())),
              admitted);
      case JournalEvent.Admitted now ->
          new Replica(self, incarnation, promised, promisedTo, accepted, confirmed, true);
    };
  }

  private Replica accepting(Entry entry) {
    boolean raises = entry.revision().term().isAbove(promised);
    return new Replica(
        self,
        incarnation,
        raises ? entry.revision().term() : promised,
        raises ? Optional.empty() : promisedTo,
        Optional.of(entry),
        confirmed,
        admitted);
  }

  /** This voter as it signs its votes. */
  public Voter signature() {
    return new Voter(self, incarnation.orElseThrow(), "");
  }

  public Optional<DatabaseState> state() {
    return accepted.map(Entry::state);
  }

  /** The mode of the formation; {@code configured} until there is one. */
  public ProtectionMode mode(ProtectionMode configured) {
    return state().map(DatabaseState::mode).orElse(configured);
  }

  /** The maximum TTL of the formation (V1, V3); {@code configured} where none is recorded. */
  public Duration ttl(Duration configured) {
    return state().flatMap(DatabaseState::ttl).orElse(configured);
  }

  public Revision acceptedRevision() {
    return accepted.map(Entry::revision).orElse(Revision.NONE);
  }

  public boolean isFormed() {
    return accepted.isPresent();
  }

  /** L6: votes only while admitted and while the accepted state names this incarnation. */
  public boolean isVoter() {
    return admitted && isNamed();
  }

  /** Whether the accepted state names this incarnation. */
  public boolean isNamed() {
    return incarnation.isPresent()
        && accepted.isPresent()
        && accepted.get().state().voters().names(signature());
  }
}
