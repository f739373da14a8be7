package dev.regent.simulation.actors;

import dev.regent.agent.holder.AgentSetup;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.node.AgentHost;
import dev.regent.simulation.world.node.Fidelity;
import dev.regent.simulation.world.node.Parts;
import dev.regent.simulation.world.node.VoterHost;
import java.util.function.Consumer;

/**
 * Every daemon's actors are the shipped ones, in ActorSystems that live and die with it.
 *
 * @param failuresPerMille of a thousand writes to a journal, so many fail
 */
public record ActorFidelity(int failuresPerMille) implements Fidelity {
  /** Disks are sometimes slow, but never fail. */
  public static final ActorFidelity SOUND_DISKS = new ActorFidelity(0);

  @Override
  public VoterHost voter(Parts parts, VoterSetup setup, Consumer<Envelope> network) {
    return new VoterActor(DaemonProcess.writing(parts, failuresPerMille), setup, network);
  }

  @Override
  public AgentHost agent(Parts parts, AgentSetup setup, AgentHost.Surroundings around) {
    return new AgentShell(parts, setup, around);
  }
}
