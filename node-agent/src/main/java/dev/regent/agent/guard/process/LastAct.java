package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.process.Killer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What a guard does when it ends though nobody killed it: it kills what it protects, since nobody
 * would at the deadline, unless paused.
 *
 * <p>H4: the kernel watchdog rests only if nothing is left. Otherwise the kernel ends the rest.
 */
final class LastAct {
  private static final int BROKEN = 70;
  private static final Duration BOUND = Duration.ofSeconds(3);

  private final GuardFiles files;
  private final GuardLoop loop;
  private final Machine machine;

  LastAct(GuardFiles files, GuardLoop loop, Machine machine) {
    this.files = files;
    this.loop = loop;
    this.machine = machine;
  }

  /** For a bug in the guard itself; does not return. */
  void breakDown(Throwable cause) {
    try {
      cause.printStackTrace();
      kill();
    } finally {
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  /**
   * A machine that shuts down sends SIGTERM; with its watchdog left alone it would be reset while
   * it still writes its disks.
   */
  void atShutdown() {
    if (machine.watchdog().isPresent()) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "last-act"));
    }
  }

  private void kill() {
    boolean harmless =
        loop.state().paused()
            || Killer.killAll(files.settings().dataDirectory(), Killer.Manner.AT_ONCE, BOUND)
                .isGone();
    if (harmless && machine.watchdog().isPresent()) {
      try {
        machine.watchdog().get().end();
      } catch (IOException problem) {
        System.err.println(Instant.now() + " guard: the watchdog is not at rest: " + problem);
      }
    }
  }
}
