package dev.regent.simulation.world.postgres;

import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.GuardCommand;
import java.util.function.Consumer;

/** The engine's way to its node's guard. */
public interface GuardPort {
  void ask(GuardCommand command, Consumer<Answer> then);
}
