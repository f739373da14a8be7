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
public record DaemonCommand(Optional<String> archive) {
  /** A daemon's own, whatever this process may have. */
  private static final String HEAP = "-Xmx64m";

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
    Path configuration = node.files().configuration();
    return new ProcessBuilder(of(node.network(), List.of(), daemon(configuration)))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(node.files().daemonLog().toFile()))
        .start();
  }

  /** Main class and arguments of a daemon. */
  public static List<String> daemon(Path configuration) {
    return List.of(MAIN, "node", "--config", configuration.toString());
  }

  /**
   * The whole command.
   *
   * @param network the namespace that it runs in; empty: this machine's own
   * @param more flags, which override a daemon's own
   * @param main class and its arguments
   */
  public List<String> of(Optional<String> network, List<String> more, List<String> main) {
    List<String> command = new ArrayList<>();
    network.ifPresent(name -> command.addAll(List.of("ip", "netns", "exec", name)));
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(ownFlags()));
    command.addAll(more);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(main);
    return command;
  }

  List<String> flags(List<String> own) {
    return Stream.concat(
            own.stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .filter(flag -> !ClassArchive.isFlag(flag)),
            Stream.concat(Stream.of(HEAP), archive.stream()))
        .toList();
  }
}
