package dev.regent.controller.voter;

import dev.regent.controller.ledger.Leadership;
import dev.regent.controller.role.CommandRules;
import dev.regent.controller.role.RoleView;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;

/** People's commands: any node takes them, the leader decides them, a minority says so. */
final class Asking {
  private Asking() {}

  static void asked(Turn turn, VoterState.Ask ask) {
    switch (turn.state().leadership()) {
      case Leadership.Leading leading -> {
        List<VoterState.Ask> asks = new ArrayList<>(turn.state().asks());
        asks.add(ask);
        turn.become(turn.state().withAsks(asks));
      }
      case Leadership.Following following -> forward(turn, ask, following);
      case Leadership.Asking asking -> noQuorum(turn, ask);
      case Leadership.Candidate candidate -> noQuorum(turn, ask);
    }
  }

  private static void forward(Turn turn, VoterState.Ask ask, Leadership.Following following) {
    boolean mine = ask.from().equals(turn.setup().self());
    if (mine && following.leader().isPresent() && Elections.isShielded(turn)) {
      turn.send(following.leader().get(), new Message.CommandRequest(ask.id(), ask.command()));
    } else {
      noQuorum(turn, ask);
    }
  }

  private static void noQuorum(Turn turn, VoterState.Ask ask) {
    int majority = turn.replica().state().map(state -> state.voters().majority()).orElse(0);
    answer(
        turn,
        ask,
        new CommandResult.Refused(
            CommandResult.Kind.NO_QUORUM,
            "%s knows no leader: a majority (%d of %s) must be reachable for any change"
                .formatted(turn.setup().self(), majority, turn.setup().order())));
  }

  /** Proposes the event of the oldest waiting command; refusals are answered on the way. */
  static boolean next(Turn turn, RoleView view) {
    for (VoterState.Ask ask : turn.state().asks()) {
      switch (CommandRules.decide(view, ask.command())) {
        case CommandRules.Verdict.Refuse refuse -> {
          drop(turn, ask);
          answer(turn, ask, refuse.refusal());
        }
        case CommandRules.Verdict.Do doIt -> {
          drop(turn, ask);
          Leader.propose(turn, doIt.event());
          turn.become(turn.state().withProposer(ask));
          return true;
        }
      }
    }
    return false;
  }

  private static void drop(Turn turn, VoterState.Ask ask) {
    turn.become(
        turn.state()
            .withAsks(
                turn.state().asks().stream().filter(waiting -> !waiting.equals(ask)).toList()));
  }

  /** The command's event is committed. */
  static void committed(Turn turn, Entry entry) {
    turn.state()
        .proposer()
        .ifPresent(ask -> answer(turn, ask, new CommandResult.Accepted(entry.revision())));
    turn.become(turn.state().withoutProposer());
  }

  /** Leading ended: nobody knows whether the proposal on its way will be committed. */
  static void abandoned(Turn turn) {
    turn.state().asks().forEach(ask -> noQuorum(turn, ask));
    turn.become(turn.state().withAsks(List.of()).withoutProposer());
  }

  private static void answer(Turn turn, VoterState.Ask ask, CommandResult result) {
    NodeId asker = ask.from();
    if (asker.equals(turn.setup().self())) {
      turn.effect(new Effect.Answer(ask.id(), result));
    } else {
      turn.send(asker, new Message.CommandReply(ask.id(), result));
    }
  }
}
