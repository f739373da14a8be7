package dev.regent.agent.actor;

import dev.regent.agent.engine.Engine;
import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine that does what the test says. */
record ScriptedEngine(Supplier<Observation> looks, Function<Job, JobResult> jobs)
    implements Engine {
  @Override
  public Observation observe() {
    return looks.get();
  }

  @Override
  public JobResult run(Job job) {
    return jobs.apply(job);
  }

  @Override
  public void onChange(Runnable changed) {}

  @Override
  public void close() {}
}
