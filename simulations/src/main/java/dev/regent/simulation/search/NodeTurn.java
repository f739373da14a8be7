package dev.regent.simulation.search;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.Asker;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.agent.guard.core.Vip;
import dev.regent.agent.guard.core.Watchdog;
import dev.regent.agent.holder.Agent;
import dev.regent.agent.holder.AgentEffect;
import dev.regent.agent.holder.AgentInput;
import dev.regent.agent.holder.AgentSetup;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.AgentStep;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One step of a data node while it is worked out: real agent and real guard, and a PostgreSQL that
 * obeys the guard in no time. Jobs and fences are only begun here: {@link NodeAct.Work} and {@link
 * NodeAct.Fence} carry them out when the search pleases.
 */
final class NodeTurn {
  private static final long PIPE = 1;
  private static final long PID = 1;
  private static final Asker ASKER = new Asker(PIPE, 1);

  private final Core core;
  private final MonotonicTime now;
  private final Deque<AgentInput> inbox = new ArrayDeque<>();
  private final List<Post> sent = new ArrayList<>();
  private AgentState agent;
  private GuardState guard;
  private DataNode.Server server;
  private Answer answer = new Answer.Done();

  NodeTurn(Core core, DataNode node, MonotonicTime now) {
    this.core = core;
    this.now = now;
    this.agent = node.agent();
    this.guard = node.guard();
    this.server = node.server();
  }

  /** A node that has just booted: its guard runs, PostgreSQL does not. */
  static DataNode booted(Core core, AgentSetup setup, GuardState guard, MonotonicTime now) {
    GuardState served = core.guard(guard, new GuardInput.TakeOver(PIPE), now).next();
    return new DataNode(core.agent(setup, takeOver(served), now), served, DataNode.Server.DOWN);
  }

  static GuardState guard(Session session, boolean paused) {
    return GuardState.begin(session, paused, Vip.ABSENT, Watchdog.NONE);
  }

  private static Agent.TakeOver takeOver(GuardState held) {
    return new Agent.TakeOver(
        held.session(),
        held.obeyed(),
        held.paused(),
        held.rights().dead(),
        held.rights().armed().map(Armed::token),
        held.rights().fired(),
        Optional.empty());
  }

  DataNode after() {
    return new DataNode(agent, guard, server).forgetting();
  }

  List<Post> sent() {
    return List.copyOf(sent);
  }

  void take(NodeAct act) {
    switch (act) {
      case NodeAct.Hear(Post post) ->
          inbox.add(new AgentInput.Received(post.from(), post.message()));
      case NodeAct.Wake() -> inbox.add(new AgentInput.Wake());
      case NodeAct.Look() -> look();
      case NodeAct.Work() -> agent.work().running().ifPresent(this::carryOut);
      case NodeAct.Fence() -> fence();
      case NodeAct.Tick() -> guard(new GuardInput.Tick());
      case NodeAct.Restart() -> restart();
      case NodeAct.Reboot() -> reboot();
    }
    while (!inbox.isEmpty()) {
      AgentStep step = core.act(agent, inbox.poll(), now);
      agent = step.next();
      step.effects().forEach(this::carryOut);
    }
  }

  private void restart() {
    guard(new GuardInput.TakeOver(PIPE));
    agent = core.agent(agent.setup(), takeOver(guard), now);
    look();
  }

  private void reboot() {
    Session session = Cast.session(agent.setup().self(), (int) agent.session().start() + 1);
    DataNode born = booted(core, agent.setup(), guard(session, guard.paused()), now);
    agent = born.agent();
    guard = born.guard();
    server = born.server();
    look();
  }

  private void carryOut(AgentEffect effect) {
    switch (effect) {
      case AgentEffect.Send(NodeId to, Message message) ->
          sent.add(new Post(agent.setup().self(), to, message));
      case AgentEffect.Arm(Token token, MonotonicTime deadline) -> {
        boolean done = ask(new GuardCommand.Arm(new Armed(token, deadline)));
        inbox.add(new AgentInput.Armed(token, deadline, done));
      }
      case AgentEffect.MarkDead(Token token) -> ask(new GuardCommand.MarkDead(token));
      case AgentEffect.Obey(Instruction instruction) ->
          ask(new GuardCommand.Obey(instruction.revision()));
      case AgentEffect.Pause(boolean paused) -> ask(new GuardCommand.Pause(paused));
      case AgentEffect.Look() -> look();
      case AgentEffect.Run _, AgentEffect.Cancel _, AgentEffect.Fence _ -> {}
      case AgentEffect.Broadcast _, AgentEffect.Reached _, AgentEffect.Note _ -> {}
      case AgentEffect.HoldVip _, AgentEffect.DropVip _ -> {}
    }
  }

  private void look() {
    PostgresStatus status =
        switch (server) {
          case DOWN -> PostgresStatus.STOPPED;
          case STANDBY -> PostgresStatus.STANDBY;
          case WRITABLE -> PostgresStatus.PRIMARY;
        };
    PostgresView view =
        new PostgresView(
            status,
            Optional.of(Line.SYSTEM),
            new WalPosition(Line.TIMELINE, Lsn.ZERO),
            Lsn.ZERO,
            true,
            List.of(),
            Optional.empty());
    inbox.add(
        new AgentInput.Observed(
            new Observation(view, Optional.of(Revision.NONE), true, true), now));
  }

  private void fence() {
    if (agent.work().fencing()) {
      inbox.add(new AgentInput.Fenced(ask(new GuardCommand.Kill(Manner.AT_ONCE))));
    }
  }

  private void carryOut(AgentState.Running running) {
    inbox.add(new AgentInput.JobEnded(running.number(), result(running.job())));
  }

  private JobResult result(Job job) {
    return switch (job) {
      case Job.Promote promote ->
          ask(new GuardCommand.Promote(promote.token()))
              ? new JobResult.Promoted(promote.token(), promote.timeline(), Lsn.ZERO)
              : new JobResult.Failed("refused", "the guard refused", true);
      case Job.Start start -> {
        ask(new GuardCommand.Start(new Launch(List.of(), List.of(), "", "")));
        yield new JobResult.Done();
      }
      case Job.Kill kill -> {
        ask(new GuardCommand.Kill(Manner.AT_ONCE));
        yield new JobResult.Done();
      }
      case Job.ApplySync apply ->
          new JobResult.SyncInForce(apply.revision(), apply.rule(), Lsn.ZERO);
      case Job.Bootstrap _, Job.Cut _, Job.Follow _, Job.Open _, Job.Close _ ->
          new JobResult.Done();
      case Job.Checkpoint _, Job.StopForSwitchover _ -> new JobResult.Done();
    };
  }

  /** Asks the guard; whether it did it. */
  private boolean ask(GuardCommand command) {
    guard(new GuardInput.Asked(ASKER, command));
    return answer instanceof Answer.Done;
  }

  private void guard(GuardInput input) {
    var step = core.guard(guard, input, now);
    guard = step.next();
    step.effects().forEach(this::carryOut);
  }

  private void carryOut(GuardEffect effect) {
    switch (effect) {
      case GuardEffect.Reply reply -> answer = reply.answer();
      case GuardEffect.KillAll kill -> {
        server = kill.spare().isPresent() ? server : DataNode.Server.DOWN;
        guard(new GuardInput.Killed(kill.asker(), kill.spare().isEmpty(), List.of()));
      }
      case GuardEffect.StartPostgres start -> {
        server = DataNode.Server.STANDBY;
        guard(new GuardInput.PostgresStarted(start.asker(), PID));
      }
      case GuardEffect.SignalPromote signal -> promote(signal);
      case GuardEffect.Store store -> guard(new GuardInput.Stored(store, Optional.empty()));
      case GuardEffect.Scan scan -> {
        List<Long> roots = server == DataNode.Server.DOWN ? List.of() : List.of(PID);
        boolean recovery = server != DataNode.Server.WRITABLE;
        guard(new GuardInput.Scanned(scan.epoch(), roots, recovery));
      }
      case GuardEffect.Welcome _, GuardEffect.ClosePipe _, GuardEffect.ReportGone _ -> {}
      case GuardEffect.VipChange _, GuardEffect.WatchdogChange _ -> {}
    }
  }

  private void promote(GuardEffect.SignalPromote signal) {
    boolean may = GuardRules.mayPromote(guard, signal.token(), now);
    if (may) {
      server = DataNode.Server.WRITABLE;
    }
    Optional<String> refusal = may ? Optional.empty() : Optional.of("too late");
    guard(new GuardInput.PromoteEnded(signal.asker(), refusal));
  }
}
