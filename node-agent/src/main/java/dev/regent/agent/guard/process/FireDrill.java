package dev.regent.agent.guard.process;

import dev.regent.agent.process.Killer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Goes through a fence once, against a process made for it.
 *
 * <p>So that in a real one every class is loaded already: loading takes longer than killing, and
 * cannot be done at all once an upgrade replaced the files they come from.
 */
final class FireDrill {
  private static final Duration BOUND = Duration.ofSeconds(1);

  private FireDrill() {}

  static void run(Path runDirectory, GuardLog log) throws IOException {
    Path nobodyElse = Files.createDirectories(runDirectory.resolve("drill"));
    try {
      Process victim =
          new ProcessBuilder("sleep", "60")
              .directory(nobodyElse.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Killer.killAllBut(nobodyElse, victim.pid(), BOUND);
      Look.at(nobodyElse, new byte[0], 0);
    } catch (IOException noSleep) {
      log.say("fire drill without a victim: " + noSleep);
    }
    Killer.killAll(nobodyElse, Killer.Manner.ORDERLY, BOUND);
  }
}
