package dev.regent.simulation.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import dev.regent.controller.actor.DatabaseActor;
import dev.regent.controller.actor.DatabaseCommand;
import dev.regent.controller.actor.DatabasePorts;
import dev.regent.controller.actor.DatabaseSetup;
import dev.regent.controller.actor.Milestones;
import dev.regent.controller.actor.VoterView;
import dev.regent.controller.voter.VoterInput;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.simulation.world.base.Probe;
import dev.regent.simulation.world.node.VoterHost;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The daemon's voter: the event-sourced {@link DatabaseActor} as it is shipped, in an ActorSystem
 * of its own.
 *
 * <p>The shell is held to what it promises: at every state that it shows, its ledger is what its
 * journal says, no less and no more; nothing leaves before what it waits for is durable; and
 * nothing but a failed write ends its life.
 */
final class VoterActor implements VoterHost {
  private final DaemonProcess process;
  private final NodeId self;
  private final Consumer<Envelope> network;
  private final WatchedCore core;
  private final VoterView view = new VoterView();
  private final ActorSystem<DatabaseCommand> voter;
  private final ActorRef<CommandResult> person;

  VoterActor(DaemonProcess process, VoterSetup setup, Consumer<Envelope> network) {
    this.process = process;
    this.self = setup.self();
    this.network = network;
    var _ = view.subscribe(snapshot -> process.check(() -> shown(snapshot)));
    this.core = new WatchedCore(self, process.sim().trace(), Plugins.journal(process));
    var clock = process.parts().clock();
    DatabaseSetup about =
        new DatabaseSetup(
            core,
            setup,
            () -> {
              process.sim().probe().deciding(self);
              return clock.now();
            },
            clock::wall,
            process.sim().random()::next,
            () -> "a simulated disk");
    Behavior<DatabaseCommand> actor =
        DatabaseActor.create(
            about, new DatabasePorts(this::send, view, new Milestones(clock::wall)));
    this.voter = VirtualSystem.start("voter-" + self, actor, process);
    this.person = voter.systemActorOf(listening(), "person", Props.empty());
  }

  private Behavior<CommandResult> listening() {
    return Behaviors.receiveMessage(result -> {
      process.sim().trace().event(self, "is answered", result);
      return Behaviors.same();
    });
  }

  /** It begins by itself, as soon as its journal is read. */
  @Override
  public void begin() {}

  @Override
  public void receive(Envelope envelope) {
    tell(new VoterInput.Received(OnTheWire.carried(envelope)));
  }

  @Override
  public void hint(List<NodeId> reachable) {
    tell(new VoterInput.Reachable(reachable));
  }

  private void tell(VoterInput input) {
    voter.tell(new DatabaseCommand.Input(input));
  }

  @Override
  public void ask(Command command) {
    voter.tell(new DatabaseCommand.Ask(command, person));
  }

  @Override
  public void finish() {
    if (process.disk().volume().takesWrites()) {
      Plugins.keep(process);
    }
  }

  @Override
  public void crash() {
    Plugins.leaveToChance(process);
  }

  @Override
  public Optional<VoterState> state() {
    return view.state();
  }

  private void send(Envelope envelope) {
    process.check(() -> core.requireDurable(envelope.message()));
    if (envelope.message() instanceof Instruction instruction) {
      process.check(() -> process.sim().probe().claimed(self, instruction.revision()));
    }
    network.accept(envelope);
  }

  private void shown(VoterView.Snapshot snapshot) {
    switch (snapshot) {
      case VoterView.Snapshot.Up(var state) -> {
        if (!state.replica().equals(process.disk().recovered())) {
          throw new Probe.Violation(
              "%s is %s, but its journal says %s"
                  .formatted(self, state.replica(), process.disk().recovered()));
        }
        process.sim().probe().voter(self, state);
      }
      case VoterView.Snapshot.Down(var why) -> {
        process.sim().trace().news(self, "voter is down", why);
        if (!process.mayFailToWrite()) {
          throw new Probe.Violation("%s: the voter's life ended: %s".formatted(self, why));
        }
      }
    }
  }
}
