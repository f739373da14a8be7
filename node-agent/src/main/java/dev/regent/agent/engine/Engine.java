package dev.regent.agent.engine;

/**
 * One managed PostgreSQL server. Blocking; called on virtual threads.
 *
 * <p><b>Guarantees.</b> {@link #run} carries out one job at a time and is idempotent: a job that
 * was interrupted at any step, by a crash of the daemon too, can be run again. Nothing here decides
 * who is primary, and nothing makes PostgreSQL writable but {@link Job.Promote} through the guard.
 *
 * <p><b>Failure modes.</b> Every expected failure is a {@link JobResult.Failed} with what was
 * wrong, where, and what to do. A job past its deadline is ended, helper processes included.
 */
public interface Engine extends AutoCloseable {
  /**
   * Looks at the server now, on held sessions, within the health deadline.
   *
   * <p>Never throws for an unwell server: that is what the observation says.
   */
  Observation observe();

  /** Carries out a job. Interrupting the calling thread cancels it as soon as that is safe. */
  JobResult run(Job job);

  /**
   * Registers what to call, from any thread, when the server's state may have changed: postmaster
   * died (noticed at once), held session lost, walsender or receiver came or went.
   */
  void onChange(Runnable changed);

  @Override
  void close();
}
