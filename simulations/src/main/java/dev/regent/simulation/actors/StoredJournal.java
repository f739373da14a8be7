package dev.regent.simulation.actors;

import dev.regent.controller.ledger.Replica;
import dev.regent.controller.serialization.WireFormat;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.journal.JournalEvent;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A voter's journal and snapshots as bytes on a machine's disk. It outlives every daemon.
 *
 * <p><b>Invariants.</b> A sequence number is written once, and there is none missing: as a table
 * with that primary key, and one writer.
 */
final class StoredJournal {
  private final SortedMap<Long, Bytes> events = new TreeMap<>();
  private final NavigableMap<Long, Saved> snapshots = new TreeMap<>();
  private long readBySnapshot;
  private Optional<Write> underWay = Optional.empty();

  /** A value as the shipped serializer writes it. */
  static final class Bytes {
    private final String manifest;
    private final byte[] content;

    private Bytes(String manifest, byte[] content) {
      this.manifest = manifest;
      this.content = content;
    }

    static Bytes of(Object value) {
      return new Bytes(WireFormat.manifest(value), WireFormat.encode(value));
    }

    String manifest() {
      return manifest;
    }

    Object value() {
      return WireFormat.decode(content, manifest);
    }
  }

  /** Events under their sequence numbers, kept together or not at all. */
  record Write(SortedMap<Long, Bytes> rows, List<JournalEvent> events) {}

  /** A snapshot, and when it was taken. */
  record Saved(Bytes replica, long timestamp) {
    Replica value() {
      return (Replica) replica.value();
    }
  }

  /** A write begins; until it is kept or dropped it may be on the disk or not. */
  void begin(Write write) {
    Invariants.require(underWay.isEmpty(), "one write at a time");
    underWay = Optional.of(write);
  }

  /** Whether a daemon that died now would not know what it stored. */
  boolean isWriting() {
    return underWay.isPresent();
  }

  /** What was under way is on the disk now. */
  Optional<Write> keep() {
    Optional<Write> write = underWay;
    underWay = Optional.empty();
    write.ifPresent(it -> it.rows().forEach(this::put));
    return write;
  }

  /** What was under way never came to the disk. */
  void drop() {
    underWay = Optional.empty();
  }

  private void put(long number, Bytes event) {
    Invariants.require(number == highest() + 1, "a journal has no gaps and no second copies");
    events.put(number, event);
  }

  long highest() {
    return events.isEmpty() ? 0 : events.lastKey();
  }

  SortedMap<Long, Bytes> events(long from, long to) {
    return to < from ? new TreeMap<>() : events.subMap(from, to == Long.MAX_VALUE ? to : to + 1);
  }

  void save(long number, Saved snapshot) {
    snapshots.put(number, snapshot);
  }

  /** A life begins with this snapshot. */
  void recoveredFrom(long number) {
    readBySnapshot = number;
  }

  /** How many events the last recovery did not have to read one by one. */
  long readBySnapshot() {
    return readBySnapshot;
  }

  /** The snapshots that there are, by the number of the last event in each. */
  NavigableMap<Long, Saved> snapshots() {
    return snapshots;
  }
}
