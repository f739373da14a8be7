package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.Promotion;
import java.util.Optional;

/**
 * The next job towards the desired state, from what was last seen; none under a dead token but
 * recovery (V7).
 */
final class Plan {
  private Plan() {}

  static Optional<Job> next(AgentTurn turn) {
    if (turn.desired().isEmpty()) {
      return withoutOrder(turn);
    }
    return switch (turn.desired().get()) {
      case Desired.Holding holding when turn.lease().isDead(holding.token()) -> inRecovery(turn);
      case Desired.Observe observe -> inRecovery(turn);
      case Desired.Bootstrap bootstrap ->
          turn.status() == PostgresStatus.ABSENT
              ? Optional.of(new Job.Bootstrap())
              : inRecovery(turn);
      case Desired.Lead lead -> lead(turn, lead);
      case Desired.Serve serve -> serve(turn, serve);
      case Desired.HandOff handOff -> handOff(turn, handOff);
      case Desired.Yield yield -> stand(turn);
      case Desired.Stand stand -> stand(turn);
      case Desired.Follow follow -> followPrimary(turn, follow);
      case Desired.Pause pause -> Optional.empty();
      case Desired.Resume resume -> Optional.empty();
    };
  }

  /**
   * No Instruction in this daemon's life yet: what runs is left to its guard; what is down is
   * brought up in recovery, which harms nobody (H1) and makes the node's position known.
   */
  private static Optional<Job> withoutOrder(AgentTurn turn) {
    return turn.status() == PostgresStatus.STOPPED
        ? Optional.of(new Job.Start())
        : Optional.empty();
  }

  /** Not writable: runs in recovery, or nothing runs; whatever else there is, is killed (H1). */
  private static Optional<Job> inRecovery(AgentTurn turn) {
    return switch (turn.status()) {
      case STOPPED -> Optional.of(new Job.Start());
      case DYING, PRIMARY, STALLED -> Optional.of(new Job.Kill());
      case UNRESPONSIVE -> Planner.isHung(turn) ? Optional.of(new Job.Kill()) : Optional.empty();
      // A promotion that was begun and not confirmed may still come: only a stop ends it (V4).
      case STANDBY ->
          turn.state().work().promoting() ? Optional.of(new Job.Kill()) : Optional.empty();
      case ABSENT, STARTING -> Optional.empty();
    };
  }

  private static Optional<Job> lead(AgentTurn turn, Desired.Lead lead) {
    boolean live = turn.lease().isLive(lead.token(), turn.now());
    return switch (turn.status()) {
      case STOPPED -> Optional.of(new Job.Start());
      case DYING -> Optional.of(new Job.Kill());
      case UNRESPONSIVE -> Planner.isHung(turn) ? Optional.of(new Job.Kill()) : Optional.empty();
      case STANDBY -> live ? promotion(lead) : Optional.empty();
      case PRIMARY -> live && !isPromoted(turn, lead) ? promotion(lead) : Optional.empty();
      case ABSENT, STARTING, STALLED -> Optional.empty();
    };
  }

  private static Optional<Job> promotion(Desired.Lead lead) {
    return Optional.of(new Job.Promote(lead.token(), lead.timeline(), lead.rule()));
  }

  private static boolean isPromoted(AgentTurn turn, Desired.Lead lead) {
    return turn.facts()
        .promoted()
        .filter(
            done -> done.token().equals(lead.token()) && done.timeline().equals(lead.timeline()))
        .isPresent();
  }

  private static Optional<Job> serve(AgentTurn turn, Desired.Serve serve) {
    if (turn.status() == PostgresStatus.DYING) {
      return Optional.of(new Job.Kill());
    }
    boolean works =
        turn.status() == PostgresStatus.PRIMARY && turn.lease().isLive(serve.token(), turn.now());
    if (!works) {
      return Optional.empty();
    }
    if (!isInForce(turn, serve)) {
      return Optional.of(new Job.ApplySync(turn.state().obeyed(), serve.rule()));
    }
    return open(turn, serve);
  }

  /**
   * S1: while the ledger is to follow PostgreSQL, x has to be read under the revision that says so,
   * though the rule itself may be in force since an older one.
   */
  private static boolean isInForce(AgentTurn turn, Desired.Serve serve) {
    boolean planned = !serve.rule().equals(serve.sync().rule());
    return turn.facts()
        .sync()
        .filter(sync -> sync.rule().equals(serve.rule()))
        .filter(sync -> !planned || sync.revision().compareTo(turn.state().obeyed()) >= 0)
        .isPresent();
  }

  /** R6: clients come in when k = 0, or k members of S flushed past the end of recovery. */
  private static Optional<Job> open(AgentTurn turn, Desired.Serve serve) {
    Observation seen = turn.facts().observed().orElseThrow();
    if (seen.acceptsClients()) {
      if (!Vip.isHeld(turn)) {
        Vip.hold(turn);
      }
      return checkpointOnce(turn, serve.token());
    }
    long confirmed =
        seen.postgres().walSenders().stream()
            .filter(sender -> serve.sync().contains(sender.node()))
            .filter(sender -> sender.flushed().isAtLeast(serve.endOfRecovery()))
            .map(PostgresView.WalSender::node)
            .distinct()
            .count();
    return confirmed >= serve.sync().confirmations()
        ? Optional.of(new Job.Open())
        : Optional.empty();
  }

  /** Peers rewind from a control file that shows the new timeline only after a checkpoint. */
  private static Optional<Job> checkpointOnce(AgentTurn turn, Token token) {
    boolean pending =
        turn.facts().promoted().filter(done -> done.token().equals(token)).isPresent()
            && turn.state().checkpointed().filter(token::equals).isEmpty();
    return pending ? Optional.of(new Job.Checkpoint()) : Optional.empty();
  }

  private static Optional<Job> handOff(AgentTurn turn, Desired.HandOff handOff) {
    boolean stopped =
        turn.facts().stopped().filter(stop -> stop.token().equals(handOff.token())).isPresent();
    boolean failed =
        turn.facts()
            .problem()
            .filter(problem -> problem.revision().equals(turn.state().obeyed()))
            .isPresent();
    return switch (turn.status()) {
      case DYING -> Optional.of(new Job.Kill());
      // It stopped, and the daemon died before it could say where: the control file knows.
      case PRIMARY, STOPPED ->
          stopped || failed ? Optional.empty() : Optional.of(stop(turn, handOff));
      case ABSENT, STANDBY, STARTING, STALLED, UNRESPONSIVE -> Optional.empty();
    };
  }

  private static Job stop(AgentTurn turn, Desired.HandOff handOff) {
    return new Job.StopForSwitchover(
        handOff.target(),
        turn.setup().database().timings().switchoverStopTimeout(),
        handOff.immediateOnBound());
  }

  /**
   * S2: in recovery, and with the receiver cut for good. The cut need not wait until a report is
   * asked for: nobody follows a revoked primary any more.
   */
  private static Optional<Job> stand(AgentTurn turn) {
    boolean mayCut = turn.status() == PostgresStatus.STANDBY && !turn.state().work().promoting();
    return mayCut && !isCut(turn)
        ? Optional.of(new Job.Cut(turn.state().obeyed()))
        : inRecovery(turn);
  }

  /** A cut of an older revision stands until a report is asked for, which names its own. */
  private static boolean isCut(AgentTurn turn) {
    Optional<Revision> cut = turn.facts().observed().orElseThrow().cut();
    return turn.state()
        .request()
        .map(asked -> cut.equals(Optional.of(asked.request().revision())))
        .orElse(cut.isPresent());
  }

  private static Optional<Job> followPrimary(AgentTurn turn, Desired.Follow follow) {
    boolean mayWrite =
        turn.status().isOutOfRecovery()
            || turn.status() == PostgresStatus.DYING
            || turn.state().work().promoting();
    if (mayWrite) {
      return Optional.of(new Job.Kill());
    }
    if (turn.status() == PostgresStatus.UNRESPONSIVE) {
      return Planner.isHung(turn) ? Optional.of(new Job.Kill()) : Optional.empty();
    }
    Job.Follow job = follow(turn, follow);
    boolean settled =
        turn.facts()
                .followed()
                .filter(done ->
                    done.upstream().equals(job.upstream()) && done.readers() == job.readers())
                .isPresent()
            && isStreaming(turn, follow);
    return settled ? Optional.empty() : Optional.of(job);
  }

  private static boolean isStreaming(AgentTurn turn, Desired.Follow follow) {
    return turn.facts()
        .observed()
        .flatMap(seen -> seen.postgres().receiver())
        .filter(receiver ->
            receiver.streaming() && receiver.timeline().equals(follow.primary().timeline()))
        .isPresent();
  }

  static Job.Follow follow(AgentTurn turn, Desired.Follow follow) {
    Promotion primary = follow.primary();
    return new Job.Follow(
        new Job.Upstream(
            primary.node(),
            turn.setup().database().dataNode(primary.node()).orElseThrow().endpoint(),
            follow.systemId(),
            primary.timeline(),
            primary.endOfRecovery()),
        follow.remedy(),
        follow.readers());
  }
}
