package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.guard.client.GuardLauncher;
import dev.regent.agent.guard.wire.GuardArguments;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A daemon in a process of its own, to be killed: attaches, arms token 1 once, and waits. */
final class DaemonProcess {
  private static final String READY = "armed";

  private DaemonProcess() {}

  /** First the lease in milliseconds, then the guard's arguments. */
  public static void main(String[] arguments) throws Exception {
    List<String> rest = List.of(arguments).subList(1, arguments.length);
    GuardSettings parsed = GuardArguments.parse(rest);
    GuardSettings settings =
        new GuardSettings(
            parsed.node(),
            parsed.dataDirectory(),
            parsed.runDirectory(),
            parsed.stateDirectory(),
            parsed.vip(),
            parsed.watchdog(),
            GuardSettings.OWN_SESSION);
    GuardClient guard = GuardLauncher.attach(settings, line -> {});
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[0]));
    System.out.println(guard.arm(GuardedNode.token(1), GuardedNode.in(lease)) + READY);
    new CountDownLatch(1).await();
  }

  /** Starts it, and returns when it armed. */
  static Process start(GuardSettings settings, Duration lease) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(DaemonProcess.class.getName());
    command.add(Long.toString(lease.toMillis()));
    command.addAll(GuardArguments.of(settings));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = String.valueOf(output.readLine());
      if (!line.endsWith(READY)) {
        throw new IllegalStateException("the daemon said " + line);
      }
      return process;
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
