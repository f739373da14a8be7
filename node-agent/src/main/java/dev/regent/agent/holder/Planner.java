package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Round;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import java.util.Optional;

/** What to do next so that PostgreSQL becomes what the Instruction asks for. */
final class Planner {
  private Planner() {}

  static void act(AgentTurn turn) {
    if (turn.state().paused() || turn.facts().observed().isEmpty()) {
      return;
    }
    if (turn.desired().filter(Desired.Serve.class::isInstance).isEmpty()) {
      Vip.drop(turn);
    }
    cancelWhatIsObsolete(turn);
    release(turn);
    AgentState.Work work = turn.state().work();
    boolean idle = work.running().isEmpty() && !work.fencing();
    if (idle && turn.now().isAtLeast(work.notBefore()) && hasLookedSince(turn)) {
      Plan.next(turn)
          .ifPresentOrElse(
              job -> start(turn, job),
              () -> turn.become(turn.state().with(turn.state().work().afresh(turn.now()))));
    }
  }

  /** What a job changed is not known before a look that began after it ended. */
  private static boolean hasLookedSince(AgentTurn turn) {
    return turn.state()
        .work()
        .last()
        .filter(last -> !(last.job() instanceof Job.ApplySync))
        .filter(last -> turn.facts().observedAt().isBefore(last.at()))
        .isEmpty();
  }

  private static void start(AgentTurn turn, Job job) {
    AgentState.Work work = turn.state().work();
    if (job instanceof Job.ApplySync) {
      // From its first step on, the rule before it is no longer surely in force.
      turn.become(turn.state().with(turn.facts().withoutSync()));
    }
    long number = work.counter() + 1;
    turn.become(
        turn.state()
            .with(
                work.starting(
                    new AgentState.Running(number, job, turn.state().obeyed(), turn.now()))));
    turn.note("start job=" + job);
    turn.effect(new AgentEffect.Run(number, job));
  }

  private static void cancelWhatIsObsolete(AgentTurn turn) {
    AgentState.Work work = turn.state().work();
    if (work.running().isEmpty() || work.cancelled()) {
      return;
    }
    AgentState.Running running = work.running().get();
    if (!isStillWanted(turn, running.job())) {
      turn.become(turn.state().with(work.cancelling()));
      turn.effect(new AgentEffect.Cancel(running.number()));
    }
  }

  /** Jobs that end soon by themselves, or harm nobody, are let be. */
  private static boolean isStillWanted(AgentTurn turn, Job job) {
    Optional<Desired> desired = turn.desired();
    return switch (job) {
      case Job.Follow follow ->
          desired
              .filter(d -> d instanceof Desired.Follow f && Plan.follow(turn, f).equals(follow))
              .isPresent();
      case Job.Promote promote ->
          desired
              .filter(d ->
                  d instanceof Desired.Lead lead
                      && lead.token().equals(promote.token())
                      && lead.timeline().equals(promote.timeline()))
              .isPresent();
      case Job.ApplySync apply ->
          desired
              .filter(d -> d instanceof Desired.Serve serve && serve.rule().equals(apply.rule()))
              .isPresent();
      case Job.StopForSwitchover stop ->
          desired.filter(Desired.HandOff.class::isInstance).isPresent();
      case Job.Checkpoint checkpoint -> desired.filter(Desired.Serve.class::isInstance).isPresent();
      case Job.Bootstrap bootstrap -> true;
      case Job.Start start -> true;
      case Job.Cut cut -> true;
      case Job.Open open -> true;
      case Job.Close close -> true;
      case Job.Kill kill -> true;
    };
  }

  /**
   * V4, V7: the revoked holder marks the token dead first, and gives the slots back only when it is
   * certainly not writable. Repeated with every beat until the Instruction changes.
   */
  private static void release(AgentTurn turn) {
    if (!(turn.desired().orElse(new Desired.Observe()) instanceof Desired.Yield yield)) {
      return;
    }
    Token token = yield.token();
    if (!turn.lease().isDead(token)) {
      turn.become(turn.state().with(turn.lease().killing(token)));
      turn.effect(new AgentEffect.MarkDead(token));
    }
    boolean harmless = turn.status().isHarmless() && !turn.state().work().promoting();
    if (harmless && turn.now().isAtLeast(turn.lease().nextRound())) {
      Round round = new Round(turn.now().nanos());
      turn.become(
          turn.state()
              .with(
                  turn.lease()
                      .sending(round, turn.now().plus(turn.setup().election().beatInterval()))));
      turn.sendVoters(new Message.Release(token, turn.state().session(), round));
    }
  }

  /** Whether the server has been without an answer for the suspect time. */
  static boolean isHung(AgentTurn turn) {
    return turn.status() == PostgresStatus.UNRESPONSIVE
        && turn.facts()
            .hungSince()
            .filter((MonotonicTime since) ->
                turn.now().since(since).compareTo(turn.setup().lease().suspectTime()) >= 0)
            .isPresent();
  }
}
