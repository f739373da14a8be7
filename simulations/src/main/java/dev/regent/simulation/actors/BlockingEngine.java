package dev.regent.simulation.actors;

import dev.regent.agent.engine.Engine;
import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.simulation.world.base.Sim;
import dev.regent.simulation.world.postgres.EngineModel;
import dev.regent.simulation.world.postgres.JobRun;
import dev.regent.simulation.world.postgres.Looks;
import dev.regent.simulation.world.postgres.Postgres;

/** The model of an engine behind the daemon's blocking port. Called on strands alone. */
final class BlockingEngine implements Engine {
  private final DaemonProcess process;
  private final Strands strands;
  private final BlockingGuard guard;
  private final EngineModel model;
  private final Looks looks;

  BlockingEngine(DaemonProcess process, Strands strands, Postgres postgres, BlockingGuard guard) {
    this.process = process;
    this.strands = strands;
    this.guard = guard;
    this.looks = new Looks(postgres);
    this.model = new EngineModel(process.sim(), postgres, guard::ask);
  }

  @Override
  public Observation observe() {
    Sim sim = process.sim();
    strands.sleep(looks.isSilent() ? sim.delay(400, 600) : sim.briefDelay(200, 4_000));
    Observation seen = looks.look();
    strands.sleep(sim.briefDelay(100, 2_000));
    return seen;
  }

  @Override
  public JobResult run(Job job) {
    return strands.await(ended -> {
      JobRun run = model.run(job, process.life(), ended);
      Strand.current().whenInterrupted(run::cancel);
    });
  }

  @Override
  public void onChange(Runnable changed) {
    guard.onPostgresGone(changed);
  }

  @Override
  public void close() {}
}
