package dev.regent.agent.guard.core;

import java.util.List;

/** A server to start in recovery (H1): what to run, with what, where, and where its output goes. */
public record Launch(
    List<String> command, List<String> environment, String dataDirectory, String logFile) {
  public Launch {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
