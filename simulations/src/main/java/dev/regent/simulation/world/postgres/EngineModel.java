package dev.regent.simulation.world.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.guard.core.Answer;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.TimelineId;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import dev.regent.simulation.world.base.Sim;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The engine's port as a model: every job takes its time, and can be interrupted in it. */
public final class EngineModel {
  private static final Launch LAUNCH = new Launch(List.of("postgres"), List.of(), "/d", "/l");

  private final Sim sim;
  private final Postgres postgres;
  private final GuardPort guard;
  private final FollowJob follow;
  private final SwitchoverJob switchover;

  public EngineModel(Sim sim, Postgres postgres, GuardPort guard) {
    this.sim = sim;
    this.postgres = postgres;
    this.guard = guard;
    this.follow = new FollowJob(sim, postgres, this);
    this.switchover = new SwitchoverJob(sim, postgres, this);
  }

  /** Starts a job in a daemon's life. */
  public JobRun run(Job job, Life daemon, Consumer<JobResult> ended) {
    JobRun run = new JobRun(sim, daemon, ended);
    boolean writes = !(job instanceof Job.Kill);
    if (writes) {
      run.writeTo(postgres.volume());
    }
    run.after(sim.briefDelay(50, 500), () -> carryOut(job, run));
    return run;
  }

  private void carryOut(Job job, JobRun run) {
    switch (job) {
      case Job.Bootstrap() -> bootstrap(run);
      case Job.Start() -> startAlone(run, run::done);
      case Job.Cut(var revision) -> cut(run, revision);
      case Job.Follow it -> follow.run(it, run);
      case Job.Promote promote -> promote(promote, run);
      case Job.ApplySync apply -> apply(apply, run);
      case Job.Open() -> setOpen(run, true);
      case Job.Close() -> setOpen(run, false);
      case Job.Checkpoint() -> checkpoint(run);
      case Job.StopForSwitchover stop -> switchover.run(stop, run);
      case Job.Kill() -> kill(run, run::done);
    }
  }

  private void bootstrap(JobRun run) {
    run.after(
        sim.delay(400, 1_500),
        () -> {
          if (postgres.directory().isEmpty()) {
            Wal wal = new Wal();
            wal.append(new TimelineId(1), Wal.NO_ROW, 1_000);
            wal.flush(wal.insertEnd());
            Directory made = new Directory(postgres.newSystemId(), wal);
            made.checkpointed = new TimelineId(1);
            postgres.replace(made);
          }
          run.done();
        });
  }

  /** Starts following nothing, or confirms that it runs in recovery, with everything replayed. */
  void startAlone(JobRun run, Runnable then) {
    withDirectory(
        run,
        (directory, step) -> {
          if (!directory.intact) {
            step.fail("not-intact", "a rewind did not end; follow rebuilds it", true);
            return;
          }
          launch(step, Optional.empty(), () -> awaitRecovery(step, then));
        });
  }

  private void awaitRecovery(JobRun run, Runnable then) {
    run.until(
        () ->
            postgres.server().filter(s -> s.answers() && s.isConsistent()).isPresent()
                || postgres.server().isEmpty(),
        10 * Nanos.SECOND,
        "start-timeout",
        () -> {
          if (postgres.server().isEmpty()) {
            run.fail("died-at-start", "it did not start", true);
          } else if (!postgres.isInRecovery()) {
            run.fail("not-in-recovery", "it is out of recovery", true);
          } else {
            then.run();
          }
        });
  }

  /** Starts unless it runs. */
  void launch(JobRun run, Optional<NodeId> upstream, Runnable then) {
    if (postgres.server().isPresent()) {
      then.run();
      return;
    }
    if (postgres.isAnythingLeft()) {
      run.fail("processes-left", "processes of the old server live", true);
      return;
    }
    withDirectory(
        run,
        (directory, step) -> {
          directory.upstream = upstream;
          directory.open = false;
          directory.names = SyncRule.BLOCK;
          ask(step, new GuardCommand.Start(LAUNCH), then);
        });
  }

  /** Asks the guard, and goes on if it did it. */
  void ask(JobRun run, GuardCommand command, Runnable then) {
    guard.ask(
        command, answer -> run.after(sim.briefDelay(20, 100), () -> answered(run, answer, then)));
  }

  private static void answered(JobRun run, Answer answer, Runnable then) {
    switch (answer) {
      case Answer.Done() -> then.run();
      case Answer.Refused(String reason) -> run.fail("guard-refused", reason, true);
    }
  }

  void kill(JobRun run, Runnable then) {
    ask(run, new GuardCommand.Kill(Manner.ORDERLY), then);
  }

  private void cut(JobRun run, Revision revision) {
    withDirectory(
        run,
        (directory, step) -> {
          directory.cut = Optional.of(revision);
          stopReceiving(step, step::done);
        });
  }

  /** The receiver ends within a moment, and none starts again. */
  void stopReceiving(JobRun run, Runnable then) {
    withDirectory(
        run,
        (directory, step) -> {
          directory.upstream = Optional.empty();
          step.after(
              sim.delay(2, 60),
              () -> {
                postgres.server().ifPresent(Server::stopReceiving);
                step.after(sim.delay(1, 20), then);
              });
        });
  }

  private void promote(Job.Promote job, JobRun run) {
    if (postgres.server().isEmpty()) {
      run.fail("not-running", "there is no server to promote", true);
    } else if (postgres.isInRecovery()) {
      prepare(job, run);
    } else {
      closed(job, run);
    }
  }

  private void prepare(Job.Promote job, JobRun run) {
    withDirectory(
        run,
        (directory, step) -> {
          directory.upstream = Optional.empty();
          directory.names = job.initial();
          directory.open = false;
          step.after(
              sim.delay(2, 40),
              () -> {
                postgres
                    .server()
                    .ifPresent(server -> {
                      server.stopReceiving();
                      server.holdReplay(false);
                      server.settle(job.initial());
                    });
                reserve(job, step);
              });
        });
  }

  private void reserve(Job.Promote job, JobRun run) {
    if (postgres.timeline().next().compareTo(job.timeline()) > 0) {
      run.fail("timeline-taken", "timeline " + job.timeline() + " is taken here", false);
      return;
    }
    postgres.reserve(Optional.of(job.timeline()));
    run.until(
        () -> postgres.server().filter(Server::isReplayed).isPresent(),
        10 * Nanos.SECOND,
        "replay-behind",
        () ->
            ask(
                run,
                new GuardCommand.Promote(job.token()),
                () ->
                    run.until(
                        () -> postgres.server().isPresent() && !postgres.isInRecovery(),
                        5 * Nanos.SECOND,
                        "promote-timeout",
                        () -> closed(job, run))));
  }

  private void closed(Job.Promote job, JobRun run) {
    withDirectory(
        run,
        (directory, step) -> {
          directory.open = false;
          TimelineId timeline = directory.wal.timeline();
          if (!timeline.equals(job.timeline())) {
            step.fail("wrong-timeline", "on " + timeline + ", not " + job.timeline(), false);
          } else {
            step.end(new JobResult.Promoted(job.token(), timeline, directory.wal.begin(timeline)));
          }
        });
  }

  /** S1: a reload begins, and some time later the last process goes by the new rule. */
  private void apply(Job.ApplySync job, JobRun run) {
    withPrimary(
        run,
        (server, step) -> {
          SyncRule rule = job.rule();
          postgres.directory().ifPresent(directory -> directory.names = rule);
          server.announce(rule);
          boolean tightens = rule.required() > 0;
          step.after(tightens ? sim.delay(10, 150) : sim.delay(3, 25), () -> inForce(job, step));
        });
  }

  private void inForce(Job.ApplySync job, JobRun run) {
    withPrimary(
        run,
        (server, step) -> {
          server.settle(job.rule());
          server.touch();
          step.end(new JobResult.SyncInForce(job.revision(), job.rule(), server.wal().insertEnd()));
        });
  }

  private void setOpen(JobRun run, boolean open) {
    run.after(
        sim.delay(2, 20),
        () ->
            withDirectory(
                run,
                (directory, step) -> {
                  directory.open = open;
                  if (!open) {
                    postgres.server().ifPresent(server -> server.commits().cancel());
                  }
                  step.done();
                }));
  }

  private void checkpoint(JobRun run) {
    run.after(
        sim.delay(10, 300),
        () ->
            withPrimary(
                run,
                (server, step) -> {
                  postgres
                      .directory()
                      .ifPresent(directory -> directory.checkpointed = directory.wal.timeline());
                  step.done();
                }));
  }

  void withDirectory(JobRun run, BiConsumer<Directory, JobRun> then) {
    postgres
        .directory()
        .ifPresentOrElse(
            directory -> then.accept(directory, run),
            () -> run.fail("no-directory", "there is no data directory", true));
  }

  void withPrimary(JobRun run, BiConsumer<Server, JobRun> then) {
    postgres
        .server()
        .filter(server -> server.phase() == Server.Phase.PRIMARY && server.answers())
        .ifPresentOrElse(
            server -> then.accept(server, run),
            () -> run.fail("not-writable", "it is no primary that answers", true));
  }
}
