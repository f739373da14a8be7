package dev.regent.agent.holder;

import dev.regent.config.settings.LeaseTimings;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Round;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.VoterSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks for the lease, counts acks, feeds the guard, and fences in time: V5, V7, H2. */
final class LeaseHolder {
  private LeaseHolder() {}

  /** V5: a jump of the wall clock against the boot clock beyond the margin counts as expiry. */
  static void checkClocks(AgentTurn turn, Instant wall) {
    Duration offset =
        Duration.ofSeconds(wall.getEpochSecond(), wall.getNano()).minusNanos(turn.now().nanos());
    Duration known = turn.state().clock();
    if (offset.equals(known)) {
      return;
    }
    turn.become(turn.state().withClock(offset));
    boolean jumped =
        !known.isZero()
            && offset.minus(known).abs().compareTo(turn.setup().lease().fenceBudget()) > 0;
    if (jumped && !turn.lease().validUntil().equals(MonotonicTime.ZERO)) {
      lose(turn, "the wall clock jumped by " + offset.minus(known) + " against the boot clock");
    }
  }

  /** Whatever the input was: fence in time, and send the next round when it is due. */
  static void act(AgentTurn turn) {
    wantedToken(turn).ifPresentOrElse(token -> seek(turn, token), () -> letGo(turn));
    Lease lease = turn.lease();
    boolean held = !lease.validUntil().equals(MonotonicTime.ZERO);
    if (held && turn.now().isAtLeast(lease.validUntil())) {
      lose(turn, "no majority renewed the lease in time");
    } else if (lease.token().isPresent() && isPastItsTime(turn)) {
      lose(turn, "PostgreSQL has not been writable for too long under this lease");
    } else if (lease.token().isPresent() && turn.now().isAtLeast(lease.nextRound())) {
      sendRound(turn, lease.token().get());
    }
  }

  /** H1: a lease is asked for on a committed Instruction only. */
  private static Optional<Token> wantedToken(AgentTurn turn) {
    Optional<Token> named =
        turn.desired()
            .flatMap(desired ->
                switch (desired) {
                  case Desired.Holding holding -> Optional.of(holding.token());
                  case Desired.Resume resume -> Optional.of(resume.token());
                  case Desired.Observe observe -> Optional.empty();
                  case Desired.Bootstrap bootstrap -> Optional.empty();
                  case Desired.Yield yield -> Optional.empty();
                  case Desired.Stand stand -> Optional.empty();
                  case Desired.Follow follow -> Optional.empty();
                  case Desired.Pause pause -> Optional.empty();
                });
    return named.filter(token -> !turn.lease().isDead(token));
  }

  private static void seek(AgentTurn turn, Token token) {
    if (!turn.lease().token().equals(Optional.of(token))) {
      turn.become(turn.state().with(turn.lease().seeking(token, turn.now())));
    }
  }

  /** No Instruction names the token any more: no further round is sent. */
  private static void letGo(AgentTurn turn) {
    turn.lease()
        .token()
        .ifPresent(token -> turn.become(turn.state().with(Lease.none(turn.lease().dead()))));
  }

  /** R5: the holder does not renew for ever over a PostgreSQL that is not writable. */
  private static boolean isPastItsTime(AgentTurn turn) {
    Optional<MonotonicTime> since = turn.facts().notWritableSince();
    if (since.isEmpty()) {
      return false;
    }
    Optional<Duration> limit =
        turn.desired()
            .flatMap(desired ->
                switch (desired) {
                  case Desired.Lead lead ->
                      Optional.of(turn.setup().database().timings().restartDeadline());
                  case Desired.Serve serve ->
                      Optional.of(turn.setup().lease().suspectTime().multipliedBy(2));
                  case Desired.HandOff handOff ->
                      Optional.of(
                          turn.setup()
                              .database()
                              .timings()
                              .switchoverStopTimeout()
                              .multipliedBy(3));
                  case Desired.Resume resume -> Optional.empty();
                  case Desired.Observe observe -> Optional.empty();
                  case Desired.Bootstrap bootstrap -> Optional.empty();
                  case Desired.Yield yield -> Optional.empty();
                  case Desired.Stand stand -> Optional.empty();
                  case Desired.Follow follow -> Optional.empty();
                  case Desired.Pause pause -> Optional.empty();
                });
    return limit.isPresent() && turn.now().since(since.get()).compareTo(limit.get()) > 0;
  }

  private static void sendRound(AgentTurn turn, Token token) {
    Round round = new Round(turn.now().nanos());
    turn.become(
        turn.state()
            .with(
                turn.lease()
                    .sending(round, turn.now().plus(turn.setup().lease().renewInterval()))));
    turn.sendVoters(new Message.LeaseRequest(token, turn.state().session(), round));
  }

  /** V5: only acks of the current round, token and session count, in the newest voter set. */
  static void acked(AgentTurn turn, Message.LeaseAck ack) {
    Lease lease = turn.lease();
    boolean current =
        lease.token().equals(Optional.of(ack.token()))
            && ack.session().equals(turn.state().session())
            && ack.round().equals(lease.round())
            && !lease.isDead(ack.token());
    Optional<VoterSet> voters = turn.state().order().map(order -> order.voters());
    if (!current || voters.isEmpty()) {
      return;
    }
    // L7: 1 b's replacement by b' commits at a and w; 2 a's agent does not hear of it; 3 a and the
    // old b would still be a majority here while w and b' are one of the voters that decide.
    if (ack.votersSince().isAbove(voters.get().since())) {
      return;
    }
    boolean before = voters.get().isMajority(lease.acks());
    Lease counted = lease.acked(ack.voter());
    turn.become(turn.state().with(counted));
    if (!before && voters.get().isMajority(counted.acks())) {
      LeaseTimings timings = turn.setup().lease();
      Duration ttl = turn.state().order().flatMap(Instruction::ttl).orElse(timings.ttl());
      MonotonicTime sentAt = new MonotonicTime(ack.round().bootTimeNanos());
      turn.effect(new AgentEffect.Arm(ack.token(), sentAt.plus(timings.guardAfter(ttl))));
    }
  }

  /** H3: a renewal counts from the moment when the guard acked its feed. */
  static void armed(AgentTurn turn, AgentInput.Armed armed) {
    Lease lease = turn.lease();
    if (!lease.token().equals(Optional.of(armed.token())) || lease.isDead(armed.token())) {
      return;
    }
    if (!armed.accepted()) {
      lose(turn, "the guard refused to be armed: it fired, or knows a newer token");
      return;
    }
    boolean first = lease.validUntil().equals(MonotonicTime.ZERO);
    LeaseTimings timings = turn.setup().lease();
    Duration earlier = timings.guardAfter().minus(timings.fenceAfter());
    turn.become(turn.state().with(lease.armed(armed.deadline().minus(earlier), armed.deadline())));
    if (turn.state().paused()) {
      // H6: the guard ended its pause on disk before it counted this arming.
      turn.become(turn.state().pausing(false));
    }
    refreshVip(turn);
    if (first) {
      turn.note("lease held token=" + armed.token());
      turn.reached(Milestone.LEASED, armed.token());
      turn.reportSoon();
    }
  }

  private static void refreshVip(AgentTurn turn) {
    if (Vip.isHeld(turn)) {
      Vip.hold(turn);
    }
  }

  static void refused(AgentTurn turn, NodeId from, Message.LeaseRefused refused) {
    boolean current =
        refused.session().equals(turn.state().session())
            && refused.round().equals(turn.lease().round());
    if (current && turn.lease().validUntil().equals(MonotonicTime.ZERO)) {
      turn.note(
          "lease not given yet token=%s voter=%s reason=%s"
              .formatted(refused.token(), from, refused.reason()));
    }
  }

  /** H2, V7: the token is dead in the guard before anything else; then VIP off and kill. */
  static void lose(AgentTurn turn, String why) {
    Token token = turn.lease().token().orElseThrow();
    turn.warn("fence token=%s: %s".formatted(token, why));
    turn.become(turn.state().with(turn.lease().killing(token)).with(AgentState.VipSeat.AWAY));
    turn.effect(new AgentEffect.MarkDead(token));
    fence(turn);
    turn.reportSoon();
  }

  /** Kills PostgreSQL now, unless it is certainly harmless already. */
  static void fence(AgentTurn turn) {
    turn.become(turn.state().with(AgentState.VipSeat.AWAY));
    AgentState.Work work = turn.state().work();
    work.running().ifPresent(running -> turn.effect(new AgentEffect.Cancel(running.number())));
    turn.become(turn.state().with(work.fencing(true)));
    turn.effect(new AgentEffect.Fence());
  }

  static void fenced(AgentTurn turn, AgentInput.Fenced fenced) {
    turn.become(turn.state().with(turn.state().work().fencing(false)));
    if (!fenced.confirmed()) {
      turn.warn("the kill could not be confirmed; tried again");
      if (turn.status() != PostgresStatus.STOPPED) {
        fence(turn);
      }
    }
    turn.effect(new AgentEffect.Look());
  }

  /** V7: the guard killed; its token serves no more. */
  static void guardFired(AgentTurn turn) {
    turn.lease()
        .token()
        .ifPresent(token -> {
          turn.warn("the guard fired token=" + token);
          turn.become(turn.state().with(turn.lease().killing(token)).with(AgentState.VipSeat.AWAY));
        });
    turn.effect(new AgentEffect.Look());
    turn.reportSoon();
  }
}
