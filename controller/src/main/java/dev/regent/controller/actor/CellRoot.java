package dev.regent.controller.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.remote.artery.ThisActorSystemQuarantinedEvent;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.controller.voter.VoterInput;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guardian of a cell's ActorSystem: starts a voter for each database, and the door. */
final class CellRoot {
  private final ActorContext<Told> context;
  private final CellParts parts;
  private final Router router;
  private final Map<DatabaseName, ActorRef<DatabaseCommand>> voters;

  private CellRoot(ActorContext<Told> context, CellParts parts) {
    this.context = context;
    this.parts = parts;
    this.router = new ArteryRouter(context.getSystem(), parts.cell());
    this.voters = voters();
    context.spawn(NodeDoor.create(parts.self(), this::deliver), NodeDoor.NAME);
    context
        .getSystem()
        .eventStream()
        .tell(
            new EventStream.Subscribe<>(
                ThisActorSystemQuarantinedEvent.class,
                context.messageAdapter(
                    ThisActorSystemQuarantinedEvent.class, Told.Quarantined::new)));
  }

  /** What the guardian is told. */
  sealed interface Told {
    /** Passes something on to a database's voter; dropped where this node has none. */
    record Database(DatabaseName name, DatabaseCommand command) implements Told {}

    /** A peer refuses this ActorSystem for good; only a new one is heard again. */
    record Quarantined(ThisActorSystemQuarantinedEvent event) implements Told {}

    /** Akka's opinion of who is reachable, for every voter here. */
    record Reachable(List<NodeId> nodes) implements Told {}
  }

  static Behavior<Told> create(CellParts parts) {
    return Behaviors.setup(context -> {
      CellRoot root = new CellRoot(context, parts);
      return Behaviors.receiveMessage(told -> {
        root.passOn(told);
        return Behaviors.same();
      });
    });
  }

  private Map<DatabaseName, ActorRef<DatabaseCommand>> voters() {
    Map<DatabaseName, ActorRef<DatabaseCommand>> made = new HashMap<>();
    for (DatabaseSettings database : parts.cell().databases()) {
      if (database.isVoter(parts.self())) {
        made.put(database.name(), voter(database));
      }
    }
    return Map.copyOf(made);
  }

  private ActorRef<DatabaseCommand> voter(DatabaseSettings database) {
    DatabaseName name = database.name();
    DatabasePorts ports =
        new DatabasePorts(router, parts.views().of(name), parts.views().milestones(name));
    return context.spawn(DatabaseActor.create(parts.setup(database), ports), "voter-" + name);
  }

  /** On the door's thread. Dropped where this node has no such voter or agent. */
  private void deliver(Envelope envelope) {
    if (envelope.message().isForAgent()) {
      parts.agents().deliver(envelope);
    } else {
      tell(envelope.database(), input(new VoterInput.Received(envelope)));
    }
  }

  private void tell(DatabaseName database, DatabaseCommand command) {
    ActorRef<DatabaseCommand> voter = voters.get(database);
    if (voter != null) {
      voter.tell(command);
    }
  }

  private void passOn(Told told) {
    switch (told) {
      case Told.Database(var name, var command) -> tell(name, command);
      case Told.Quarantined(var event) -> {
        context.getLog().warn("Quarantined, so this ActorSystem ends: {}", event);
        context.getSystem().terminate();
      }
      case Told.Reachable(var nodes) -> {
        DatabaseCommand hint = input(new VoterInput.Reachable(nodes));
        voters.values().forEach(voter -> voter.tell(hint));
      }
    }
  }

  private static DatabaseCommand input(VoterInput input) {
    return new DatabaseCommand.Input(input);
  }
}
