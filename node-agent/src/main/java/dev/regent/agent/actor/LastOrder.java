package dev.regent.agent.actor;

import dev.regent.protocol.message.Instruction;
import java.util.Optional;

/**
 * Where the Instruction that was obeyed last outlives the daemon, so that the next one need not
 * hear the leader before it renews the lease (H3, L5). Need not outlive the machine: a session does
 * not.
 *
 * <p>It may be an older one or none at all: whoever reads it compares it with what the guard knows.
 */
public interface LastOrder {
  /** What was kept last, if it can be read. */
  Optional<Instruction> read();

  /** Keeps it if it can; may wait for a disk, so no actor waits for it. One call at a time. */
  void keep(Instruction instruction);
}
