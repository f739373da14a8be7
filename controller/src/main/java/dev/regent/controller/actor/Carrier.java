package dev.regent.controller.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import dev.regent.controller.voter.Effect;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.state.DatabaseState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** Carries out a voter's effects: sends, answers, notes. */
final class Carrier {
  private final ActorContext<DatabaseCommand> context;
  private final DatabaseName database;
  private final NodeId self;
  private final Router router;
  private final Milestones milestones;
  private final Logger log;
  private final Map<Long, ActorRef<CommandResult>> asking = new HashMap<>();
  private long lastId;

  Carrier(ActorContext<DatabaseCommand> context, DatabaseSetup setup, DatabasePorts ports) {
    this.context = context;
    this.database = setup.voter().database().name();
    this.self = setup.voter().self();
    this.router = ports.router();
    this.milestones = ports.milestones();
    this.log = context.getLog();
    // A late answer to a question of an earlier life must not answer one of this life.
    this.lastId = setup.random().nextLong() >>> 16;
  }

  /** Remembers who asked. */
  VoterInput asked(DatabaseCommand.Ask ask) {
    lastId++;
    asking.put(lastId, ask.replyTo());
    return new VoterInput.Asked(lastId, ask.command());
  }

  /** The life is over in which they asked: the core knows nothing of their questions. */
  void forget() {
    asking.clear();
  }

  void carryOut(List<Effect> effects, VoterState state) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send send -> send(send, state);
        case Effect.Answer(var id, var result) -> answer(id, result);
        case Effect.Note(var level, var text) -> note(level, text, state);
        case Effect.Reached(var milestone, var about) -> milestones.add(milestone, about);
      }
    }
  }

  private void send(Effect.Send send, VoterState state) {
    Envelope envelope =
        new Envelope(
            database,
            state.replica().state().map(DatabaseState::formation),
            self,
            send.to(),
            send.message());
    if (send.to().equals(self) && !send.message().isForAgent()) {
      context.getSelf().tell(new DatabaseCommand.Input(new VoterInput.Received(envelope)));
    } else {
      router.send(envelope);
    }
  }

  private void answer(long id, CommandResult result) {
    ActorRef<CommandResult> asker = asking.remove(id);
    if (asker != null) {
      asker.tell(result);
    }
  }

  private void note(Effect.Level level, String text, VoterState state) {
    LoggingEventBuilder line =
        switch (level) {
          case INFO -> log.atInfo();
          case WARN -> log.atWarn();
          case ERROR -> log.atError();
        };
    line.addKeyValue("database", database)
        .addKeyValue("node", self)
        .addKeyValue("accepted", state.replica().acceptedRevision())
        .addKeyValue("promised", state.replica().promised())
        .log(text);
  }
}
