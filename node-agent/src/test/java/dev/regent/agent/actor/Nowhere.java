package dev.regent.agent.actor;

import dev.regent.protocol.message.Instruction;
import java.util.Optional;

/** Keeps no order. */
record Nowhere() implements LastOrder {
  @Override
  public Optional<Instruction> read() {
    return Optional.empty();
  }

  @Override
  public void keep(Instruction instruction) {}
}
