package dev.regent.agent.guard.client;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.wire.GuardArguments;
import dev.regent.agent.process.Killer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Finds the node's guard, or starts one (H3).
 *
 * <p><b>Guarantees.</b> A living guard that answers is taken over: its session, its armed deadline
 * and PostgreSQL go on. One that does not answer, or speaks another version, is killed and
 * confirmed dead before it is replaced. Without a guard every process of the data directory is
 * killed, and confirmed, before a new session opens, unless durably paused (H6).
 */
public final class GuardLauncher {
  private static final Duration KILL_BOUND = Duration.ofSeconds(10);
  private static final Duration START_BOUND = Duration.ofSeconds(15);
  private static final long PAUSE_NANOS = 3_000_000L;

  private final GuardFiles files;
  private final Consumer<String> log;

  private GuardLauncher(GuardSettings settings, Consumer<String> log) {
    this.files = new GuardFiles(settings);
    this.log = log;
  }

  /**
   * Attaches to the guard of these settings. Blocks for about half a second where one is started.
   *
   * @param log takes what an operator should know
   * @throws IOException naming what stands in the way: nothing was opened then, try again
   */
  public static GuardClient attach(GuardSettings settings, Consumer<String> log)
      throws IOException {
    return new GuardLauncher(settings, log).attach();
  }

  private GuardClient attach() throws IOException {
    Files.createDirectories(files.settings().runDirectory());
    Files.createDirectories(files.settings().stateDirectory());
    Optional<GuardClient> living = living();
    return living.isPresent() ? living.get() : replace();
  }

  private Optional<GuardClient> living() {
    if (!Files.exists(files.socket())) {
      return Optional.empty();
    }
    try {
      GuardClient client = GuardClient.takeOver(files.socket());
      log.accept("guard taken over session=" + client.session());
      warnOfOtherSettings();
      return Optional.of(client);
    } catch (IOException silent) {
      log.accept("guard not taken over reason=" + silent.getMessage());
      return Optional.empty();
    }
  }

  // A living guard goes on as it was started: replacing it would cost its PostgreSQL.
  private void warnOfOtherSettings() throws IOException {
    Optional<OldGuard> guard = OldGuard.living(files);
    if (guard.isPresent() && !guard.get().wasStartedWith(GuardArguments.of(files.settings()))) {
      log.accept(
          "the guard runs with the settings of its start, others (VIP, watchdog) wait for the"
              + " next guard pid="
              + guard.get().pid());
    }
  }

  private GuardClient replace() throws IOException {
    Optional<OldGuard> old = OldGuard.living(files);
    if (old.isPresent()) {
      log.accept("guard killed, it does not answer pid=" + old.get().pid());
      old.get().killAndConfirm();
    }
    if (files.isPaused()) {
      log.accept("paused: the processes of the data directory are left alone");
    } else {
      killAll();
    }
    GuardJvm.start(files);
    return awaitNew();
  }

  private void killAll() throws IOException {
    Killer.Outcome outcome =
        Killer.killAll(files.settings().dataDirectory(), Killer.Manner.ORDERLY, KILL_BOUND);
    if (!outcome.isGone()) {
      throw new IOException(
          "processes "
              + outcome.left()
              + " of "
              + files.settings().dataDirectory()
              + " do not die: no session is opened beside them");
    }
  }

  private GuardClient awaitNew() throws IOException {
    long end = System.nanoTime() + START_BOUND.toNanos();
    while (true) {
      try {
        GuardClient client = GuardClient.takeOver(files.socket());
        log.accept("guard started session=" + client.session());
        return client;
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw new IOException("the guard did not start: see " + files.log(), notYet);
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
