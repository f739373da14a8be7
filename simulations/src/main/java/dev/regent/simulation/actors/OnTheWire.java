package dev.regent.simulation.actors;

import dev.regent.controller.serialization.WireFormat;
import dev.regent.protocol.message.Envelope;

/** What becomes of an envelope between two daemons: bytes, and an envelope again. */
final class OnTheWire {
  private OnTheWire() {}

  static Envelope carried(Envelope envelope) {
    byte[] bytes = WireFormat.encode(envelope);
    return (Envelope) WireFormat.decode(bytes, WireFormat.manifest(envelope));
  }
}
