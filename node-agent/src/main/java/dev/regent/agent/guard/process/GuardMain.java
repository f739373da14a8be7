package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.Vip;
import dev.regent.agent.guard.core.Watchdog;
import dev.regent.agent.guard.core.WatchdogTerms;
import dev.regent.agent.guard.wire.GuardArguments;
import dev.regent.agent.process.Libc;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The guard's process (H3).
 *
 * <p><b>Failure modes.</b> Ends with 3, saying why, when it cannot begin: another guard, a bad
 * setting, a directory that cannot be written. After that it ends only when it is killed, or by a
 * bug in itself; then it first kills what it protects, unless paused, since nobody would at the
 * deadline.
 */
public final class GuardMain {
  private static final int CANNOT_BEGIN = 3;

  private GuardMain() {}

  /** Runs until killed. */
  public static void main(String[] arguments) {
    try {
      GuardFiles files = new GuardFiles(GuardArguments.parse(List.of(arguments)));
      guard(files, Machine.real(files.settings()));
    } catch (IOException | IllegalArgumentException | IllegalStateException problem) {
      System.err.println(Instant.now() + " guard cannot begin: " + problem);
      System.exit(CANNOT_BEGIN);
    }
  }

  /** Guards on that machine; returns never. */
  static void guard(GuardFiles files, Machine machine) throws IOException {
    GuardSettings settings = files.settings();
    SingleGuard single = new SingleGuard(files);
    single.lock();
    protectFromMemoryPressure();
    GuardLog log = new GuardLog();
    SessionStore sessions = new SessionStore(files.session());
    GuardState begin =
        GuardState.begin(
            sessions.next(settings.node(), Instant.now(), random()),
            files.isPaused(),
            settings.vip().isPresent() ? Vip.UNWANTED : Vip.ABSENT,
            watchdog(settings));
    GuardLoop loop = new GuardLoop(begin, machine.clock(), log);
    LastAct last = new LastAct(files, loop, machine);
    Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> last.breakDown(cause));
    last.atShutdown();
    Hands hands = new Hands(files, loop, machine, log);
    FireDrill.run(settings.runDirectory(), log);
    ServerSocketChannel server = single.listen();
    log.say("guard session=" + begin.session() + " paused=" + begin.paused() + " " + settings);
    try {
      // Only now: threads inherit it, and the one that starts PostgreSQL must not have it.
      Libc.hurry();
      loop.run(server, hands);
    } catch (IOException | RuntimeException cause) {
      last.breakDown(cause);
    }
  }

  private static Watchdog watchdog(GuardSettings settings) {
    return settings
        .watchdog()
        .map(it -> new WatchdogTerms(it.required(), it.timeout(), it.guardBudget()))
        .map(Watchdog::of)
        .orElse(Watchdog.NONE);
  }

  private static void protectFromMemoryPressure() {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "-1000");
    } catch (IOException notAllowed) {
      System.err.println(Instant.now() + " guard: oom_score_adj stays: " + notAllowed);
    }
    // A limit on locked memory would make later allocations fail instead.
    boolean mayLockAll = "root".equals(System.getProperty("user.name"));
    if (mayLockAll && !Libc.keepInMemory()) {
      System.err.println(Instant.now() + " guard: mlockall was refused");
    }
  }

  private static long random() throws IOException {
    try (DataInputStream source = new DataInputStream(new FileInputStream("/dev/urandom"))) {
      return source.readLong();
    }
  }
}
