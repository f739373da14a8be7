package dev.regent.simulation.demo;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a daemon is started: this JVM's own java, class path and flags, in a session of its own.
 *
 * @param archive what it does with the archive of classes
 */
record DaemonCommand(Optional<String> archive) {
  private static final String MAIN = "dev.regent.agent.cli.Main";

  /** What concerns one JVM only: debuggers, agents, and where it listens. */
  private static final List<String> NOT_INHERITED =
      List.of(
          "-agentlib", "-agentpath", "-javaagent", "-Xrun", "-Xdebug", "-Dsurefire", "-Dcom.sun");

  /** The flags of this JVM. */
  static List<String> ownFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /**
   * Its own session: Ctrl-C at the terminal reaches this process alone, which ends them in order.
   */
  Process start(DemoNode node) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(ownFlags()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("node", "--config", node.files().configuration().toString()));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(node.files().daemonLog().toFile()))
        .start();
  }

  List<String> flags(List<String> own) {
    return Stream.concat(
            own.stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .filter(flag -> !ClassArchive.isFlag(flag)),
            archive.stream())
        .toList();
  }
}
