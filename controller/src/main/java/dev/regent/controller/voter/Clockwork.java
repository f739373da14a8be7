package dev.regent.controller.voter;

import dev.regent.controller.lease.LeaseSlot;
import dev.regent.controller.ledger.Leadership;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.Optional;

/** What time alone brings about, and when the voter next wants to be woken. */
final class Clockwork {
  private Clockwork() {}

  static void wake(Turn turn) {
    expireSlot(turn);
    tellSilence(turn);
    switch (turn.state().leadership()) {
      case Leadership.Following following -> {
        if (!turn.replica().isVoter()) {
          announceLater(turn, following);
        } else if (turn.now().isAtLeast(following.asksAt())) {
          Elections.ask(turn);
        }
      }
      case Leadership.Asking asking -> retryLater(turn, asking.until());
      case Leadership.Candidate candidate -> retryLater(turn, candidate.until());
      case Leadership.Leading leading -> Leader.beat(turn, leading);
    }
  }

  /** The earliest of all the times at which {@link #wake} would do something. */
  static MonotonicTime nextWake(VoterState state) {
    MonotonicTime next =
        switch (state.leadership()) {
          case Leadership.Following following -> following.asksAt();
          case Leadership.Asking asking -> asking.until();
          case Leadership.Candidate candidate -> candidate.until();
          case Leadership.Leading leading ->
              leading.lastBeat().plus(state.setup().election().beatInterval());
        };
    Optional<MonotonicTime> slotEnd = state.slot().end();
    if (slotEnd.isPresent()) {
      next = MonotonicTime.min(next, slotEnd.get());
    }
    if (state.watch().token().isPresent() && !state.watch().told()) {
      next = MonotonicTime.min(next, silenceTellable(state));
    }
    return next;
  }

  /** A slot that ran out is empty; whoever leads may be waiting for just that. */
  private static void expireSlot(Turn turn) {
    boolean ranOut =
        turn.state().slot().end().filter(until -> turn.now().isAtLeast(until)).isPresent();
    if (ranOut) {
      turn.become(turn.state().with(new LeaseSlot.Empty()));
      tellLeader(turn);
    }
  }

  private static MonotonicTime silenceTellable(VoterState state) {
    Watch watch = state.watch();
    MonotonicTime suspect = watch.since().plus(state.setup().lease().suspectTime());
    return suspect.isBefore(watch.opinionFrom()) ? watch.opinionFrom() : suspect;
  }

  /** Tells the leader at once when the holder's silence passes the suspect time (R1). */
  private static void tellSilence(Turn turn) {
    VoterState state = turn.state();
    boolean tellable =
        state.watch().token().isPresent()
            && !state.watch().told()
            && turn.now().isAtLeast(silenceTellable(state));
    if (tellable) {
      turn.become(state.with(state.watch().telling()));
      tellLeader(turn);
    }
  }

  /** Sends this voter's slot to the leader outside the beat, so that it need not wait for one. */
  static void tellLeader(Turn turn) {
    if (turn.state().leadership() instanceof Leadership.Following following
        && following.leader().isPresent()
        && turn.replica().incarnation().isPresent()) {
      NodeId leader = following.leader().get();
      turn.send(
          leader,
          new Message.BeatReply(
              following.term(),
              0,
              turn.replica().signature(),
              turn.replica().acceptedRevision(),
              turn.slotReport()));
    }
  }

  private static void announceLater(Turn turn, Leadership.Following following) {
    if (turn.now().isAtLeast(following.asksAt())) {
      Formation.announce(turn);
      Formation.coordinate(turn);
      Duration pause = turn.setup().election().electionTimeout().dividedBy(2);
      turn.become(
          turn.state()
              .with(
                  new Leadership.Following(
                      following.leader(),
                      following.term(),
                      following.heardAt(),
                      turn.now().plus(pause),
                      following.restsUntil())));
    }
  }

  private static void retryLater(Turn turn, MonotonicTime until) {
    if (turn.now().isAtLeast(until)) {
      turn.follow(
          Optional.empty(),
          turn.now()
              .plus(turn.setup().election().stagger().multipliedBy(1L + 2L * turn.setup().rank())));
    }
  }
}
