package dev.regent.simulation.actors;

import akka.actor.typed.ActorSystem;
import dev.regent.agent.actor.AgentActor;
import dev.regent.agent.actor.AgentCommand;
import dev.regent.agent.actor.AgentPorts;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.agent.holder.AgentState;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.report.NodeReport;
import dev.regent.simulation.world.base.NodeClock;
import dev.regent.simulation.world.node.AgentHost;
import dev.regent.simulation.world.node.Parts;
import java.util.Optional;

/**
 * The daemon's agent: {@link AgentActor} as it is shipped, in an ActorSystem of its own. Its
 * blocking calls block, on strands; the guard, PostgreSQL and the network are the simulator's.
 */
final class AgentShell implements AgentHost {
  private final DaemonProcess process;
  private final Strands strands;
  private final NodeId self;
  private final ActorSystem<AgentCommand> agent;

  AgentShell(Parts parts, AgentSetup setup, Surroundings around) {
    this.strands = new Strands(parts);
    this.process = DaemonProcess.blocking(parts, strands);
    this.self = setup.self();
    NodeClock clock = parts.clock();
    BlockingGuard guard = new BlockingGuard(process, strands, around.guard());
    AgentPorts ports =
        new AgentPorts(
            setup,
            new BlockingEngine(process, strands, around.postgres(), guard),
            guard,
            new KeptOrder(around.guard()),
            strands,
            clock::now,
            clock::wall,
            around.network(),
            around.formation(),
            this::reported,
            (milestone, token) -> {},
            why -> lost(why, around));
    this.agent = VirtualSystem.start("agent-" + self, AgentActor.create(ports), process);
  }

  /** It begins by itself. */
  @Override
  public void begin() {}

  @Override
  public void receive(Envelope envelope) {
    process.sim().trace().event(self, "agent", envelope.message());
    agent.tell(new AgentCommand.Delivered(OnTheWire.carried(envelope)));
  }

  @Override
  public void crash() {
    strands.kill();
  }

  @Override
  public Optional<AgentState> state() {
    return Optional.empty();
  }

  private void reported(NodeReport report) {
    process.sim().trace().event(self, "reports", report);
  }

  private void lost(String why, Surroundings around) {
    if (process.life().isEnded()) {
      return;
    }
    process.sim().trace().news(self, "agent lost", why);
    around.lost().run();
  }
}
