package dev.regent.controller.voter;

import dev.regent.controller.lease.LeaseRules;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Message;

/** Gives, renews and takes back this voter's lease slot. Persists nothing (V1 to V4, V6). */
final class LeaseDesk {
  private LeaseDesk() {}

  static void request(Turn turn, NodeId from, Message.LeaseRequest request) {
    var state = turn.replica().state().filter(accepted -> turn.replica().isVoter());
    var clock = new LeaseRules.Clock(turn.now(), turn.replica().ttl(turn.setup().lease().ttl()));
    switch (LeaseRules.request(turn.state().slot(), request, state, clock)) {
      case LeaseRules.Verdict.Given given -> {
        turn.become(turn.state().with(given.slot()).with(turn.state().watch().renewed(turn.now())));
        turn.send(
            from,
            new Message.LeaseAck(
                request.token(),
                request.session(),
                request.round(),
                turn.replica().signature(),
                state.orElseThrow().voters().since()));
      }
      case LeaseRules.Verdict.Refused refused ->
          turn.send(
              from,
              new Message.LeaseRefused(
                  request.token(), request.session(), request.round(), refused.why().name()));
    }
  }

  static void release(Turn turn, NodeId from, Message.Release release) {
    turn.become(turn.state().with(LeaseRules.release(turn.state().slot(), release)));
    turn.send(
        from,
        new Message.ReleaseAck(
            release.token(), release.session(), release.round(), turn.replica().signature()));
    Clockwork.tellLeader(turn);
  }
}
