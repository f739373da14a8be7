package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What looks and ended jobs tell the agent. */
final class Outcomes {
  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final int MAX_DOUBLINGS = 5;

  private Outcomes() {}

  static void observed(AgentTurn turn, AgentInput.Observed observed) {
    if (observed.begun().isBefore(turn.facts().observedAt())) {
      return;
    }
    Optional<Observation> before = turn.facts().observed();
    settle(turn, observed);
    turn.become(
        turn.state()
            .with(
                turn.facts()
                    .seen(
                        observed.observation(),
                        observed.begun(),
                        turn.now(),
                        turn.setup().lease().suspectTime())));
    if (!before.map(Outcomes::news).equals(turn.facts().observed().map(Outcomes::news))) {
      turn.reportSoon();
    }
    answerRequest(turn, observed);
  }

  /** V4: a promotion that may be on its way ends with a stop, or by having come. */
  private static void settle(AgentTurn turn, AgentInput.Observed observed) {
    boolean over =
        switch (observed.observation().postgres().status()) {
          case STOPPED, ABSENT, PRIMARY, STALLED -> true;
          case DYING, STARTING, STANDBY, UNRESPONSIVE -> false;
        };
    boolean since =
        turn.state().work().last().filter(last -> observed.begun().isBefore(last.at())).isEmpty();
    if (over && since && !turn.isRunning(Job.Promote.class)) {
      turn.become(turn.state().with(turn.state().work().settled()));
    }
  }

  /** What makes a report urgent; positions alone wait for the beat. */
  private record News(
      PostgresStatus status,
      boolean consistent,
      boolean open,
      boolean intact,
      Optional<PostgresView.Receiver> receiver,
      List<Sending> senders) {}

  private record Sending(NodeId to, String state) {}

  private static News news(Observation observation) {
    PostgresView postgres = observation.postgres();
    return new News(
        postgres.status(),
        postgres.consistent(),
        observation.acceptsClients(),
        observation.directoryIntact(),
        postgres.receiver(),
        postgres.walSenders().stream()
            .map(sender -> new Sending(sender.node(), sender.state()))
            .toList());
  }

  /** S2: the answer is a look that began after the request, at a consistent standby that is cut. */
  private static void answerRequest(AgentTurn turn, AgentInput.Observed observed) {
    Optional<Message.ReportRequest> request =
        turn.state()
            .request()
            .filter(asked -> observed.begun().isAtLeast(asked.at()))
            .map(AgentState.Asked::request);
    boolean cut =
        request.isPresent()
            && observed.observation().cut().equals(Optional.of(request.get().revision()))
            && observed.observation().postgres().receiver().isEmpty()
            && observed.observation().postgres().status() == PostgresStatus.STANDBY
            && observed.observation().postgres().consistent();
    if (cut) {
      turn.become(
          turn.state()
              .with(
                  turn.facts()
                      .with(new NodeReport.Cut(request.get().revision(), request.get().request())))
              .asked(Optional.empty()));
      turn.reportSoon();
    }
  }

  static void ended(AgentTurn turn, AgentInput.JobEnded ended) {
    AgentState.Work work = turn.state().work();
    if (work.running().filter(running -> running.number() == ended.number()).isEmpty()) {
      return;
    }
    AgentState.Running running = work.running().get();
    boolean cancelled = work.cancelled();
    turn.become(turn.state().with(work.ended(turn.now())));
    switch (ended.result()) {
      case JobResult.Done done -> done(turn, running.job());
      case JobResult.Promoted promoted -> promoted(turn, promoted);
      case JobResult.SyncInForce sync ->
          turn.become(
              turn.state()
                  .with(
                      turn.facts()
                          .with(new NodeReport.Sync(sync.revision(), sync.rule(), sync.x()))));
      case JobResult.Stopped stopped -> stopped(turn, running, stopped);
      case JobResult.Failed failed -> {
        if (!cancelled) {
          failed(turn, running, failed, work);
        }
      }
    }
    turn.effect(new AgentEffect.Look());
    turn.reportSoon();
  }

  private static void done(AgentTurn turn, Job job) {
    boolean solved = turn.facts().problem().isPresent();
    if (solved) {
      turn.become(turn.state().with(turn.facts().withProblem(Optional.empty())));
    }
    if (job instanceof Job.Checkpoint && turn.lease().token().isPresent()) {
      turn.become(turn.state().withCheckpoint(turn.lease().token().get()));
    }
    if (job instanceof Job.Open) {
      turn.lease().token().ifPresent(token -> turn.reached(Milestone.OPENED, token));
    }
    if (job instanceof Job.Follow follow) {
      turn.become(turn.state().with(turn.facts().following(Optional.of(follow))));
    }
  }

  /** The next look would see the same: the leader must not take this node for a standby still. */
  private static void promoted(AgentTurn turn, JobResult.Promoted promoted) {
    turn.reached(Milestone.LEFT_RECOVERY, promoted.token());
    Observation before = turn.facts().observed().orElseThrow();
    PostgresView old = before.postgres();
    PostgresView primary =
        new PostgresView(
            PostgresStatus.PRIMARY,
            old.systemId(),
            new WalPosition(
                promoted.timeline(), Lsn.max(old.flushed().lsn(), promoted.endOfRecovery())),
            Lsn.max(old.replayed(), promoted.endOfRecovery()),
            true,
            List.of(),
            Optional.empty());
    Observation after = new Observation(primary, Optional.empty(), before.directoryIntact(), false);
    turn.become(
        turn.state()
            .with(turn.state().work().settled())
            .with(
                turn.facts()
                    .seen(after, turn.now(), turn.now(), turn.setup().lease().suspectTime())
                    .with(
                        new NodeReport.Promoted(
                            promoted.token(), promoted.timeline(), promoted.endOfRecovery()))));
  }

  private static void stopped(
      AgentTurn turn, AgentState.Running running, JobResult.Stopped stopped) {
    turn.lease()
        .token()
        .ifPresent(token -> {
          NodeReport.Stopped end = new NodeReport.Stopped(token, stopped.shutdownCheckpointEnd());
          turn.become(turn.state().with(turn.facts().with(end)));
          turn.reached(Milestone.STOPPED, token);
        });
    turn.note("stopped for switchover revision=" + running.revision());
  }

  /**
   * The pause between retries doubles; what a retry cannot mend waits for a new Instruction. A job
   * that was not told to end is one of what is wanted now, at the newest revision.
   */
  private static void failed(
      AgentTurn turn, AgentState.Running running, JobResult.Failed failed, AgentState.Work work) {
    int before = work.failures();
    Duration pause =
        failed.retry()
            ? FIRST_RETRY.multipliedBy(1L << Math.min(before, MAX_DOUBLINGS))
            : Duration.ofSeconds(30);
    MonotonicTime notBefore = turn.now().plus(pause);
    turn.become(
        turn.state()
            .with(work.failed(turn.now(), notBefore))
            .with(
                turn.facts()
                    .withProblem(
                        Optional.of(
                            new NodeReport.Problem(
                                turn.state().obeyed(),
                                failed.code(),
                                failed.message(),
                                failed.retry())))));
    turn.warn(
        "job failed job=%s code=%s: %s".formatted(running.job(), failed.code(), failed.message()));
  }
}
