package dev.regent.agent.guard.process;

import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.Manner;
import dev.regent.agent.process.Killer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries out effects, each kind on a thread of its own, and posts how they ended. A killing at
 * once waits for nothing else, not even for an orderly one.
 */
final class Hands {
  private static final Duration KILL_BOUND = Duration.ofSeconds(3);

  private final GuardFiles files;
  private final GuardLoop loop;
  private final GuardLog log;
  private final Worker killsAtOnce = Worker.urgent("kill-at-once");
  private final Worker killsInOrder = new Worker("kill-in-order");
  private final Worker looks = new Worker("scan");
  private final Worker disk = new Worker("disk");
  private final Worker starts = new Worker("postgres");
  private final Promoter promoter;
  private final Starter starter;
  private final VipHands vip;
  private final Optional<WatchdogHands> watchdog;

  Hands(GuardFiles files, GuardLoop loop, Machine machine, GuardLog log) {
    this.files = files;
    this.loop = loop;
    this.log = log;
    this.promoter = new Promoter(data(), loop, machine.clock());
    this.starter = new Starter(data(), loop, log);
    this.vip = new VipHands(files.settings().vip(), loop, machine.clock(), log);
    this.watchdog =
        machine.watchdog().map(device -> new WatchdogHands(device, loop, machine.clock()));
  }

  void kill(GuardEffect.KillAll effect) {
    log.say("kill manner=" + effect.manner() + " spare=" + effect.spare() + " for=" + who(effect));
    Worker worker =
        switch (effect.manner()) {
          case AT_ONCE -> killsAtOnce;
          case ORDERLY -> killsInOrder;
        };
    worker.begin(() -> killNow(effect));
  }

  void start(GuardEffect.StartPostgres effect) {
    starts.begin(() -> starter.startAndReap(effect));
  }

  void promote(GuardEffect.SignalPromote effect) {
    disk.begin(() -> {
      Optional<String> refusal = promoter.promote(effect);
      log.say("promote token=" + effect.token() + " refusal=" + refusal);
      loop.post(new GuardInput.PromoteEnded(effect.asker(), refusal));
    });
  }

  void store(GuardEffect.Store effect) {
    disk.begin(() -> loop.post(new GuardInput.Stored(effect, storePaused(effect.paused()))));
  }

  void scan(GuardEffect.Scan effect) {
    looks.begin(() -> loop.post(Look.at(data(), starter.controlAtStart(), effect.epoch())));
  }

  void changeVip(GuardEffect.VipChange change) {
    vip.begin(change);
  }

  void changeWatchdog(GuardEffect.WatchdogChange change) {
    watchdog.ifPresent(it -> it.begin(change));
  }

  private void killNow(GuardEffect.KillAll effect) {
    long start = System.nanoTime();
    Killer.Outcome outcome =
        effect
            .spare()
            .map(spared -> Killer.killAllBut(data(), spared, KILL_BOUND))
            .orElseGet(() -> Killer.killAll(data(), manner(effect.manner()), KILL_BOUND));
    long millis = (System.nanoTime() - start) / 1_000_000L;
    log.say("killed left=" + outcome.left() + " millis=" + millis);
    loop.post(new GuardInput.Killed(effect.asker(), effect.spare().isEmpty(), outcome.left()));
  }

  private Optional<String> storePaused(boolean paused) {
    try {
      files.storePaused(paused);
      log.say("stored paused=" + paused);
      return Optional.empty();
    } catch (IOException problem) {
      return Optional.of("paused=" + paused + " could not be stored: " + problem);
    }
  }

  private Path data() {
    return files.settings().dataDirectory();
  }

  private static Killer.Manner manner(Manner manner) {
    return switch (manner) {
      case AT_ONCE -> Killer.Manner.AT_ONCE;
      case ORDERLY -> Killer.Manner.ORDERLY;
    };
  }

  private static String who(GuardEffect.KillAll effect) {
    return effect.asker().isPresent() ? "daemon" : "guard";
  }
}
