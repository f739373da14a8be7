package dev.regent.controller.serialization;

import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Envelope;
import java.util.Arrays;
import java.util.Optional;

/**
 * What may be turned into bytes, and under which name and version.
 *
 * <p>A version rises when an older release could not read the new form; then {@link WireFormat}
 * learns to read the old one, and the stored samples keep both.
 */
public enum Shape {
  ENVELOPE("envelope", 1, Envelope.class),
  JOURNAL_EVENT("journal-event", 1, JournalEvent.class),
  REPLICA("replica", 1, Replica.class);

  private final String shapeName;
  private final int version;
  private final Class<?> type;

  Shape(String shapeName, int version, Class<?> type) {
    this.shapeName = shapeName;
    this.version = version;
    this.type = type;
  }

  public int version() {
    return version;
  }

  public Class<?> type() {
    return type;
  }

  public String shapeName() {
    return shapeName;
  }

  /** The text that is stored or sent beside the bytes, such as {@code journal-event/1}. */
  public String manifest() {
    return shapeName + "/" + version;
  }

  static Optional<Shape> of(Object value) {
    return Arrays.stream(values()).filter(shape -> shape.type.isInstance(value)).findFirst();
  }

  static Optional<Shape> named(String name) {
    return Arrays.stream(values()).filter(shape -> shape.shapeName.equals(name)).findFirst();
  }
}
