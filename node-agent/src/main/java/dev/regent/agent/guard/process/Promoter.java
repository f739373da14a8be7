package dev.regent.agent.guard.process;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardRules;
import dev.regent.agent.process.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Promotes as {@code pg_promote} does: a file named {@code promote}, then SIGUSR1 to the
 * postmaster.
 *
 * <p>The file alone is enough once any child signals the postmaster, so that it is written under
 * another name first and gets its own only after the last check (trace 7). A later start removes
 * one that was left.
 *
 * <p><b>Source.</b> PostgreSQL: xlogfuncs.c pg_promote, postmaster.c sigusr1_handler.
 */
final class Promoter {
  private final Path data;
  private final GuardLoop loop;
  private final BootClock clock;

  Promoter(Path data, GuardLoop loop, BootClock clock) {
    this.data = data;
    this.loop = loop;
    this.clock = clock;
  }

  /** Empty when it was signalled, otherwise why it was not. */
  Optional<String> promote(GuardEffect.SignalPromote effect) {
    Path draft = data.resolve("promote.regent");
    Path file = data.resolve("promote");
    try {
      Files.write(draft, new byte[0]);
      if (isOver(effect)) {
        Files.deleteIfExists(draft);
        return tooLate(effect);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (isOver(effect)) {
        Files.deleteIfExists(file);
        return tooLate(effect);
      }
    } catch (IOException problem) {
      return Optional.of("the promote file could not be written: " + problem);
    }
    return Libc.kill(effect.pid(), Libc.SIGUSR1)
        ? Optional.empty()
        : Optional.of("postmaster " + effect.pid() + " is gone");
  }

  private boolean isOver(GuardEffect.SignalPromote effect) {
    return !GuardRules.mayPromote(loop.state(), effect.token(), clock.now());
  }

  private static Optional<String> tooLate(GuardEffect.SignalPromote effect) {
    return Optional.of(
        "token " + effect.token() + " or its watchdog ended before the promotion was signalled");
  }
}
