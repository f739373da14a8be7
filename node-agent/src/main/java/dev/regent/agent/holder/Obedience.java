package dev.regent.agent.holder;

import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.util.Optional;

/** Which Instructions are obeyed: those for this session that are not older than the last (L5). */
final class Obedience {
  private Obedience() {}

  static void instructed(AgentTurn turn, NodeId from, Instruction instruction) {
    AgentState state = turn.state();
    if (!instruction.receiver().equals(state.session())
        || state.obeyed().isAbove(instruction.revision())) {
      return;
    }
    turn.become(
        state.with(new AgentState.Contact(Optional.of(from), instruction.term(), turn.now())));
    boolean known =
        state.order().filter(order -> order.revision().equals(instruction.revision())).isPresent();
    if (!known) {
      obey(turn, instruction);
    }
  }

  /** Stored with the session before the first effect; a paused guard is told first (H6). */
  private static void obey(AgentTurn turn, Instruction instruction) {
    boolean changes =
        !turn.state().order().map(Instruction::desired).equals(Optional.of(instruction.desired()));
    turn.effect(new AgentEffect.Obey(instruction));
    turn.become(turn.state().obeying(instruction));
    pauseAsTold(turn, instruction.desired());
    if (changes) {
      turn.note("obey revision=%s %s".formatted(instruction.revision(), instruction.desired()));
      startOver(turn, instruction.desired());
    } else {
      // A new leader looks for failures at its own revision only.
      turn.become(turn.state().with(turn.facts().withProblemAt(instruction.revision())));
    }
    turn.reportSoon();
  }

  /**
   * H6: a resume ends the guard's pause by arming it, not before: unpaused and unarmed, the guard
   * would kill the very PostgreSQL that is to go on.
   */
  private static void pauseAsTold(AgentTurn turn, Desired desired) {
    if (desired instanceof Desired.Resume) {
      return;
    }
    boolean pause = desired instanceof Desired.Pause;
    if (pause != turn.state().paused()) {
      turn.become(turn.state().pausing(pause));
      turn.effect(new AgentEffect.Pause(pause));
    }
  }

  /** A new desired state: earlier failures say nothing about it, and a promise of S2 may end. */
  private static void startOver(AgentTurn turn, Desired desired) {
    turn.become(
        turn.state()
            .with(turn.state().work().afresh(turn.now()))
            .with(turn.facts().withProblem(Optional.empty())));
    switch (desired) {
      case Desired.Lead lead ->
          turn.become(turn.state().with(turn.facts().withoutCut().awaitingWritable(turn.now())));
      case Desired.Follow follow -> turn.become(turn.state().with(turn.facts().withoutCut()));
      case Desired.HandOff handOff ->
          turn.become(turn.state().with(turn.facts().awaitingWritable(turn.now())));
      case Desired.Serve serve ->
          turn.become(turn.state().with(turn.facts().awaitingWritable(turn.now())));
      case Desired.Observe observe -> {}
      case Desired.Bootstrap bootstrap -> {}
      case Desired.Yield yield -> {}
      case Desired.Stand stand -> {}
      case Desired.Pause pause -> {}
      case Desired.Resume resume -> {}
    }
  }

  /**
   * S2: a request names the revision that this session obeys; anything else is old. R3: who follows
   * is the target of a switchover, and looks: that its upstream is gone is news for a report.
   */
  static void asked(AgentTurn turn, Message.ReportRequest request) {
    boolean ours =
        request.receiver().equals(turn.state().session())
            && request.revision().equals(turn.state().obeyed());
    if (ours && turn.desired().filter(Obedience::standsBetween).isPresent()) {
      askedBetween(turn, request);
    } else if (ours && turn.desired().filter(Desired.Follow.class::isInstance).isPresent()) {
      turn.effect(new AgentEffect.Look());
    }
  }

  private static void askedBetween(AgentTurn turn, Message.ReportRequest request) {
    boolean answered =
        turn.facts()
            .cut()
            .filter(cut ->
                cut.request() == request.request() && cut.revision().equals(request.revision()))
            .isPresent();
    if (answered) {
      turn.reportSoon();
    } else if (!isWaiting(turn, request)) {
      turn.become(turn.state().asked(Optional.of(new AgentState.Asked(request, turn.now()))));
      turn.effect(new AgentEffect.Look());
    }
  }

  /** The leader repeats itself; the look that answers is one since it asked first. */
  private static boolean isWaiting(AgentTurn turn, Message.ReportRequest request) {
    return turn.state().request().filter(asked -> asked.request().equals(request)).isPresent();
  }

  private static boolean standsBetween(Desired desired) {
    return desired instanceof Desired.Stand || desired instanceof Desired.Yield;
  }
}
