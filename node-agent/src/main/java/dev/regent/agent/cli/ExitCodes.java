package dev.regent.agent.cli;

/** What a script learns from a command. */
public final class ExitCodes {
  public static final int OK = 0;

  /** Refused, failed, or not finished in time. */
  public static final int FAILED = 1;

  /** The command line is wrong; nothing was done. */
  public static final int USAGE = 2;

  /** No node answered, or no majority; what was asked may or may not have been done. */
  public static final int NO_ANSWER = 3;

  private ExitCodes() {}
}
