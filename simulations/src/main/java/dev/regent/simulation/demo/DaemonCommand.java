package dev.regent.simulation.demo;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a daemon is started: this JVM's own java, class path and flags, in a session of its own. */
final class DaemonCommand {
  private static final String MAIN = "dev.regent.agent.cli.Main";
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  /** What concerns one JVM only: debuggers, agents, and where it listens. */
  private static final List<String> NOT_INHERITED =
      List.of(
          "-agentlib", "-agentpath", "-javaagent", "-Xrun", "-Xdebug", "-Dsurefire", "-Dcom.sun");

  private DaemonCommand() {}

  /**
   * Its own session: Ctrl-C at the terminal reaches this process alone, which ends them in order.
   */
  static Process start(DemoNode node) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("node", "--config", node.configuration().toString()));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(node.daemonLog().toFile()))
        .start();
  }

  /** The archive of loaded classes is another one for each command. */
  static List<String> flags(List<String> own) {
    return own.stream()
        .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
        .map(flag ->
            flag.startsWith(ARCHIVE)
                ? ARCHIVE + Path.of(flag.substring(ARCHIVE.length())).resolveSibling("node.jsa")
                : flag)
        .toList();
  }
}
