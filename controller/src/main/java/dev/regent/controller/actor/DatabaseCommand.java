package dev.regent.controller.actor;

import akka.actor.typed.ActorRef;
import dev.regent.controller.voter.VoterInput;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;

/** What a {@link DatabaseActor} is told; never leaves the process. */
public sealed interface DatabaseCommand {
  /** Something happened to the voter. */
  record Input(VoterInput input) implements DatabaseCommand {}

  /** A person's command; answered when it is committed or refused, or never (ask with a limit). */
  record Ask(Command command, ActorRef<CommandResult> replyTo) implements DatabaseCommand {}

  /** Asks for the state after everything that was told before. */
  record GetState(ActorRef<VoterView.Snapshot> replyTo) implements DatabaseCommand {}

  /** The time that the voter asked for has come. */
  record Wake() implements DatabaseCommand {}

  /** An input of the shell's own is due, and nothing else may come first. */
  record Due() implements DatabaseCommand {}
}
