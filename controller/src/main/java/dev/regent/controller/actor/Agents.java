package dev.regent.controller.actor;

import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.message.Envelope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The agents of this node; they outlive any ActorSystem. */
final class Agents {
  private final Map<DatabaseName, Consumer<Envelope>> inboxes = new ConcurrentHashMap<>();

  void register(DatabaseName database, Consumer<Envelope> inbox) {
    inboxes.put(database, inbox);
  }

  /** Dropped while no agent is registered, as a network would. */
  void deliver(Envelope envelope) {
    Consumer<Envelope> inbox = inboxes.get(envelope.database());
    if (inbox != null) {
      inbox.accept(envelope);
    }
  }
}
