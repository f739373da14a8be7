package dev.regent.protocol.message;

import java.util.List;

/** Envelopes to one node that travel together, in the order in which they were sent. */
public record Bundle(List<Envelope> envelopes) {
  public Bundle {
    envelopes = List.copyOf(envelopes);
  }
}
