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
import java.util.function.Consumer;

/** The guardian of a cell's ActorSystem: starts a voter, and the doors, for each database. */
final class CellRoot {
  private final ActorContext<Told> context;
  private final CellParts parts;
  private final Router router;
  private final Map<DatabaseName, ActorRef<DatabaseCommand>> voters = new HashMap<>();

  private CellRoot(ActorContext<Told> context, CellParts parts) {
    this.context = context;
    this.parts = parts;
    this.router = new ArteryRouter(context.getSystem(), parts.cell());
    parts.cell().databases().forEach(this::spawn);
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

  private void spawn(DatabaseSettings database) {
    DatabaseName name = database.name();
    door(name, true, parts.agents()::deliver);
    if (database.isVoter(parts.self())) {
      DatabasePorts ports =
          new DatabasePorts(router, parts.views().of(name), parts.views().milestones(name));
      ActorRef<DatabaseCommand> voter =
          context.spawn(DatabaseActor.create(parts.setup(database), ports), "voter-" + name);
      voters.put(name, voter);
      door(name, false, envelope -> voter.tell(input(new VoterInput.Received(envelope))));
    }
  }

  private void door(DatabaseName database, boolean ofAgent, Consumer<Envelope> inside) {
    context.spawn(
        EnvelopeGate.create(parts.self(), database, inside), EnvelopeGate.name(database, ofAgent));
  }

  private void passOn(Told told) {
    switch (told) {
      case Told.Database(var name, var command) -> {
        ActorRef<DatabaseCommand> voter = voters.get(name);
        if (voter != null) {
          voter.tell(command);
        }
      }
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
