package dev.regent.controller.actor;

import dev.regent.protocol.message.Envelope;

/**
 * Carries an envelope to the voter or agent that it names, on this node or another.
 *
 * <p><b>Failure modes.</b> It never blocks and never fails: an envelope may be lost, late, repeated
 * or overtaken, and nobody is told.
 */
@FunctionalInterface
public interface Router {
  void send(Envelope envelope);
}
