package dev.regent.agent.guard.process;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.wire.GuardArguments;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real guard in a process of its own, on a machine whose watchdog is a stand-in (H4). */
final class StandInGuard {
  private StandInGuard() {}

  /** The guard's arguments; the watchdog's device is where the stand-in records. */
  public static void main(String[] arguments) throws IOException {
    GuardFiles files = new GuardFiles(GuardArguments.parse(List.of(arguments)));
    GuardMain.guard(
        files,
        new Machine(
            BootClock.open(),
            files
                .settings()
                .watchdog()
                .map(it -> new LinuxWatchdog(it.device(), it.timeout(), StandInDevice::open))));
  }

  /** Starts it for that node; the node's daemon then finds it living. */
  static void start(GuardedNode node) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(StandInGuard.class.getName());
    command.addAll(GuardArguments.of(node.settings()));
    try {
      Files.createDirectories(node.settings().runDirectory());
      Files.createDirectories(node.settings().stateDirectory());
      Process guard =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(node.files().log().toFile())
              .start();
      Checks.await("the guard listens", () -> isListening(node, guard));
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static boolean isListening(GuardedNode node, Process guard) {
    if (!guard.isAlive()) {
      throw new IllegalStateException(node.guardLog());
    }
    return Files.exists(node.files().socket());
  }
}
