package dev.regent.agent.actor;

import akka.actor.typed.javadsl.ActorContext;
import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.guard.Guard;
import dev.regent.agent.holder.AgentEffect;
import dev.regent.agent.holder.AgentInput;
import dev.regent.agent.holder.AgentState;
import dev.regent.protocol.Milestone;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Envelope;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out an agent's effects: what is quick at once, what blocks on workers. */
final class Hands {
  private static final Logger LOG = LoggerFactory.getLogger("dev.regent.agent");

  private final ActorContext<AgentCommand> context;
  private final AgentPorts ports;
  private final Map<Long, Workers.Running> jobs = new TreeMap<>();

  /** VIP orders keep their order, and wait for no kill. */
  private final Executor vip;

  /** The disk that orders are kept on may stall; a renewal does not wait for it. */
  private final Executor orders;

  private final AtomicReference<Optional<Instruction>> toKeep =
      new AtomicReference<>(Optional.empty());

  Hands(ActorContext<AgentCommand> context, AgentPorts ports) {
    this.context = context;
    this.ports = ports;
    this.vip = ports.workers().inOrder("vip");
    this.orders = ports.workers().inOrder("last-order");
  }

  void carryOut(AgentEffect effect, AgentState state, Looks looks) {
    switch (effect) {
      case AgentEffect.Send(var to, var message) -> send(to, message);
      case AgentEffect.Broadcast(var report) -> {
        ports.reports().accept(report);
        ports.setup().database().voters().forEach(node -> send(node, new Message.Report(report)));
      }
      case AgentEffect.Arm arm -> arm(arm);
      case AgentEffect.MarkDead(var token) -> warnIfRefused(ports.guard().markDead(token));
      case AgentEffect.Obey(var instruction) -> {
        warnIfRefused(ports.guard().obey(instruction.revision()));
        keep(instruction);
      }
      case AgentEffect.Pause(var paused) -> warnIfRefused(ports.guard().pause(paused));
      case AgentEffect.Run(var number, var job) -> run(number, job);
      case AgentEffect.Cancel(var number) -> cancel(number);
      case AgentEffect.Fence() -> fence();
      case AgentEffect.Look() -> looks.look();
      case AgentEffect.HoldVip(var token, var lifetime) -> inOrder(() -> addVip(token, lifetime));
      case AgentEffect.DropVip() -> inOrder(() -> warnIfRefused(ports.guard().dropVip()));
      case AgentEffect.Reached(var milestone, var about) ->
          ports.milestones().accept(milestone, about);
      case AgentEffect.Note(var warning, var text) -> note(warning, text, state);
    }
  }

  void forget(long number) {
    jobs.remove(number);
  }

  /** Only the newest matters: it takes the place of one that still waits. */
  private void keep(Instruction newest) {
    boolean oneWaits = toKeep.getAndSet(Optional.of(newest)).isPresent();
    if (!oneWaits) {
      orders.execute(() -> toKeep.getAndSet(Optional.empty()).ifPresent(ports.lastOrder()::keep));
    }
  }

  private void send(NodeId to, Message message) {
    ports
        .network()
        .accept(
            new Envelope(
                ports.setup().database().name(),
                ports.formation().get(),
                ports.setup().self(),
                to,
                message));
  }

  private void arm(AgentEffect.Arm arm) {
    boolean accepted = ports.guard().arm(arm.token(), arm.deadline()) instanceof Guard.Answer.Done;
    context
        .getSelf()
        .tell(new AgentCommand.Input(new AgentInput.Armed(arm.token(), arm.deadline(), accepted)));
  }

  private void run(long number, Job job) {
    var self = context.getSelf();
    jobs.put(
        number,
        ports
            .workers()
            .start(
                "job-" + number,
                () -> work(job, result -> self.tell(new AgentCommand.JobEnded(number, result)))));
  }

  /** However a job ends, its end is told: until then the agent begins no other. */
  private void work(Job job, Consumer<JobResult> end) {
    try {
      end.accept(outcome(job));
    } catch (Error broken) {
      end.accept(new JobResult.Failed("unforeseen", String.valueOf(broken), true));
      throw broken;
    }
  }

  /** An engine that breaks its contract has still told nothing wrong: the job failed. */
  private JobResult outcome(Job job) {
    try {
      return ports.engine().run(job);
    } catch (Guard.GuardLost lost) {
      ports.lost().accept(String.valueOf(lost.getMessage()));
      return new JobResult.Failed("guard-lost", String.valueOf(lost.getMessage()), false);
    } catch (RuntimeException unforeseen) {
      LOG.error("job ended by an unforeseen exception job={}", job, unforeseen);
      return new JobResult.Failed("unforeseen", String.valueOf(unforeseen), true);
    }
  }

  private void cancel(long number) {
    Workers.Running running = jobs.get(number);
    if (running != null) {
      running.interrupt();
    }
  }

  /** H2: the VIP first, then every process; needs no free job slot and waits for nothing. */
  private void fence() {
    var self = context.getSelf();
    var _ =
        ports
            .workers()
            .start(
                "fence",
                () -> {
                  try {
                    warnIfRefused(ports.guard().dropVip());
                    boolean killed = ports.guard().kill(false) instanceof Guard.Answer.Done;
                    self.tell(new AgentCommand.Input(new AgentInput.Fenced(killed)));
                  } catch (Guard.GuardLost lost) {
                    ports.lost().accept(String.valueOf(lost.getMessage()));
                  }
                });
  }

  private void addVip(Token token, Duration lifetime) {
    Guard.Answer answer = ports.guard().addVip(token, lifetime);
    warnIfRefused(answer);
    if (answer instanceof Guard.Answer.Done) {
      ports.milestones().accept(Milestone.VIP_UP, token);
    }
  }

  private void inOrder(Runnable order) {
    vip.execute(() -> {
      try {
        order.run();
      } catch (Guard.GuardLost lost) {
        ports.lost().accept(String.valueOf(lost.getMessage()));
      }
    });
  }

  private static void warnIfRefused(Guard.Answer answer) {
    if (answer instanceof Guard.Answer.Refused(String reason)) {
      LOG.warn("the guard refused: {}", reason);
    }
  }

  private static void note(boolean warning, String text, AgentState state) {
    if (warning) {
      LOG.warn("{} {}", state.session().node(), text);
    } else {
      LOG.info("{} {}", state.session().node(), text);
    }
  }
}
