package dev.regent.controller.serialization;

import dev.regent.controller.ledger.Replica;
import dev.regent.protocol.journal.JournalEvent;
import dev.regent.protocol.message.Bundle;
import dev.regent.protocol.message.Envelope;
import java.util.List;
import java.util.Optional;

/**
 * What may be turned into bytes, and under which name and version.
 *
 * <p>A version rises when an older release could not read the new form; then {@link WireFormat}
 * learns to read the old one, and the stored samples keep both.
 */
public enum Shape {
  BUNDLE("bundle", 1, Bundle.class),
  ENVELOPE("envelope", 1, Envelope.class),
  JOURNAL_EVENT("journal-event", 1, JournalEvent.class),
  REPLICA("replica", 1, Replica.class);

  private static final List<Shape> ALL = List.of(values());

  private final String shapeName;
  private final int version;
  private final Class<?> type;
  private final String manifest;

  Shape(String shapeName, int version, Class<?> type) {
    this.shapeName = shapeName;
    this.version = version;
    this.type = type;
    this.manifest = shapeName + "/" + version;
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
    return manifest;
  }

  static Optional<Shape> of(Object value) {
    for (Shape shape : ALL) {
      if (shape.type.isInstance(value)) {
        return Optional.of(shape);
      }
    }
    return Optional.empty();
  }

  static Optional<Shape> named(String name) {
    for (Shape shape : ALL) {
      if (shape.shapeName.equals(name)) {
        return Optional.of(shape);
      }
    }
    return Optional.empty();
  }
}
