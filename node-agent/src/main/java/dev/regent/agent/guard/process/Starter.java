package dev.regent.agent.guard.process;

import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts PostgreSQL as the guard's own child, in recovery (H1), and reaps it.
 *
 * <p>Runs on one thread that never ends: the parent-death signal of a child is sent when the thread
 * that forked it ends, not only the process (prctl(2)). That thread waits for the child, so that
 * the next start begins after the reaping.
 */
final class Starter {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Path OWN_OOM_SCORE = Path.of("/proc/self/oom_score_adj");

  private final Path data;
  private final GuardLoop loop;
  private final GuardLog log;
  private volatile byte[] controlAtStart = new byte[0];

  Starter(Path data, GuardLoop loop, GuardLog log) {
    this.data = data;
    this.loop = loop;
    this.log = log;
  }

  /** The control file as it was before the last start. */
  byte[] controlAtStart() {
    return controlAtStart;
  }

  void startAndReap(GuardEffect.StartPostgres effect) {
    Optional<String> objection = objection(effect.launch());
    if (objection.isPresent()) {
      loop.post(new GuardInput.StartFailed(effect.asker(), objection.get()));
      return;
    }
    controlAtStart = new ControlFile(data).read().orElse(new byte[0]);
    try {
      Process child = fork(effect.launch());
      log.say("postgres started pid=" + child.pid());
      loop.post(new GuardInput.PostgresStarted(effect.asker(), child.pid()));
      reap(child);
    } catch (IOException problem) {
      loop.post(new GuardInput.StartFailed(effect.asker(), "not started: " + problem));
    }
  }

  private Optional<String> objection(Launch launch) {
    if (!Path.of(launch.dataDirectory()).toAbsolutePath().normalize().equals(data)) {
      return Optional.of("this guard protects " + data + ", not " + launch.dataDirectory());
    }
    if (!Files.exists(data.resolve("standby.signal"))) {
      return Optional.of("no standby.signal in " + data + ": it would start writable (H1)");
    }
    List<Long> alive = Processes.in(data).stream().map(ProcessStat::pid).toList();
    return alive.isEmpty()
        ? Optional.empty()
        : Optional.of("processes " + alive + " are still at work in " + data + ": kill them first");
  }

  // In the data directory from its first instant, so that a scan does not miss it.
  private Process fork(Launch launch) throws IOException {
    File output = new File(launch.logFile());
    ProcessBuilder builder =
        new ProcessBuilder(dyingWithUs(launch.command()))
            .directory(data.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    for (String variable : launch.environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    Process child = builder.start();
    makeKillable(child.pid());
    return child;
  }

  // Trace 25: PostgreSQL does not outlive its guard, also where the daemon did not ask for it.
  private List<String> dyingWithUs(List<String> command) {
    boolean asked = command.stream().anyMatch(word -> word.startsWith("--pdeathsig"));
    if (asked) {
      return command;
    }
    if (!Files.isExecutable(SETPRIV)) {
      log.say("no " + SETPRIV + ": postgres will outlive a guard that is killed");
      return command;
    }
    List<String> words = new ArrayList<>(List.of(SETPRIV.toString(), "--pdeathsig", "QUIT", "--"));
    words.addAll(command);
    return words;
  }

  // The guard's own protection from the out-of-memory killer is not for a server to inherit.
  private void makeKillable(long pid) {
    try {
      if (!Files.readString(OWN_OOM_SCORE).strip().equals("0")) {
        Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), "0");
      }
    } catch (IOException problem) {
      log.say("oom_score_adj of postgres stays: " + problem);
    }
  }

  private void reap(Process child) {
    while (true) {
      try {
        int status = child.waitFor();
        log.say("postgres exited pid=" + child.pid() + " status=" + status);
        loop.post(new GuardInput.PostgresExited(child.pid()));
        return;
      } catch (InterruptedException never) {
        log.say("interrupted while waiting for postgres");
      }
    }
  }
}
