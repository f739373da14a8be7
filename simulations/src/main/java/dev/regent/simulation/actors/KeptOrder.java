package dev.regent.simulation.actors;

import dev.regent.agent.actor.LastOrder;
import dev.regent.protocol.message.Instruction;
import dev.regent.simulation.world.node.GuardHost;
import java.util.Optional;

/** The last order in a file of the simulated node. */
record KeptOrder(GuardHost guard) implements LastOrder {
  @Override
  public Optional<Instruction> read() {
    return guard.kept();
  }

  @Override
  public void keep(Instruction instruction) {
    guard.keep(instruction);
  }
}
