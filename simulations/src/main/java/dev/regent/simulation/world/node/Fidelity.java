package dev.regent.simulation.world.node;

import dev.regent.agent.holder.AgentSetup;
import dev.regent.controller.voter.VoterSetup;
import dev.regent.protocol.message.Envelope;
import dev.regent.simulation.world.base.Sim;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** How much of the daemon is real in a world: what runs the decision cores on its nodes. */
public interface Fidelity {
  /** Shells of the simulator's own: quick, and able to model any order and any delay. */
  Fidelity CORE = core(Disk::latency);

  /** The same on disks that never stall, for what is measured and not searched for faults. */
  Fidelity CORE_ON_CALM_DISKS = core(Disk::calmLatency);

  private static Fidelity core(ToLongFunction<Sim> latency) {
    return new Fidelity() {
      @Override
      public VoterHost voter(Parts parts, VoterSetup setup, Consumer<Envelope> network) {
        return new CoreVoter(parts, setup, network, latency);
      }

      @Override
      public AgentHost agent(Parts parts, AgentSetup setup, AgentHost.Surroundings around) {
        return new CoreAgent(parts, setup, around);
      }

      @Override
      public String toString() {
        return "core";
      }
    };
  }

  VoterHost voter(Parts parts, VoterSetup setup, Consumer<Envelope> network);

  AgentHost agent(Parts parts, AgentSetup setup, AgentHost.Surroundings around);
}
