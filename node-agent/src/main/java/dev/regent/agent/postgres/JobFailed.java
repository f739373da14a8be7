package dev.regent.agent.postgres;

import dev.regent.agent.engine.JobResult;

/** Ends a job; {@link PostgresEngine#run} turns it into its {@link JobResult.Failed}. */
class JobFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean retry;

  private JobFailed(String code, String message, boolean retry) {
    super(message);
    this.code = code;
    this.retry = retry;
  }

  /** Trying again without a person's help can succeed. */
  String code() {
    return code;
  }

  static JobFailed retry(String code, String message) {
    return new JobFailed(code, message, true);
  }

  /** A person has to act first. */
  static JobFailed stop(String code, String message) {
    return new JobFailed(code, message, false);
  }

  JobResult.Failed result() {
    return new JobResult.Failed(code, String.valueOf(getMessage()), retry);
  }

  /** The server refused a statement or a connection, or did not answer within its deadline. */
  static final class Sql extends JobFailed {
    private static final long serialVersionUID = 1L;

    /** SQLSTATE 53300: every connection is taken; the server lives. */
    static final String TOO_MANY_CONNECTIONS = "53300";

    /** SQLSTATE 57P03: starting up or shutting down. */
    static final String CANNOT_CONNECT_NOW = "57P03";

    private final String state;

    Sql(String message, String state) {
      super("sql-failed", message + " (SQLSTATE " + state + ")", true);
      this.state = state;
    }

    String state() {
      return state;
    }
  }
}
