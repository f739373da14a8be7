package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step of an agent while it is worked out; what leaves is the immutable {@link AgentStep}. */
final class AgentTurn {
  private AgentState state;
  private final MonotonicTime now;
  private final List<AgentEffect> effects = new ArrayList<>();

  AgentTurn(AgentState state, MonotonicTime now) {
    this.state = state;
    this.now = now;
  }

  AgentState state() {
    return state;
  }

  MonotonicTime now() {
    return now;
  }

  AgentSetup setup() {
    return state.setup();
  }

  Lease lease() {
    return state.lease();
  }

  Facts facts() {
    return state.facts();
  }

  void become(AgentState next) {
    state = next;
  }

  void effect(AgentEffect effect) {
    effects.add(effect);
  }

  void note(String text) {
    effects.add(new AgentEffect.Note(false, text));
  }

  void reached(Milestone milestone, Token about) {
    effects.add(new AgentEffect.Reached(milestone, about));
  }

  void warn(String text) {
    effects.add(new AgentEffect.Note(true, text));
  }

  /** Sends to every voter of the newest set this agent knows: that of its Instruction (H1). */
  void sendVoters(Message message) {
    state
        .order()
        .orElseThrow()
        .voters()
        .nodes()
        .forEach(node -> effects.add(new AgentEffect.Send(node, message)));
  }

  /** A report leaves at the end of this step. */
  void reportSoon() {
    become(
        state.with(
            new AgentState.Reporting(
                state.reporting().sequence(), state.reporting().sentAt(), true)));
  }

  Optional<Desired> desired() {
    return state.order().map(Instruction::desired);
  }

  /** What the last look saw; STARTING-like caution before the first look. */
  PostgresStatus status() {
    return state
        .facts()
        .observed()
        .map(Observation::postgres)
        .map(view -> view.status())
        .orElse(PostgresStatus.STARTING);
  }

  boolean isRunning(Class<? extends Job> kind) {
    return state.work().running().filter(running -> kind.isInstance(running.job())).isPresent();
  }

  AgentStep done() {
    return new AgentStep(state, List.copyOf(effects));
  }
}
