package dev.regent.agent.guard.process;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.GuardSettings.VipSettings;
import dev.regent.agent.guard.core.GuardEffect;
import dev.regent.agent.guard.core.GuardInput;
import dev.regent.agent.guard.core.GuardRules;
import java.time.Duration;
import java.util.Optional;

/**
 * Adds and drops the VIP (P1). A drop has a thread of its own: it must not wait for an addition
 * that is still asking whether somebody else has the address.
 */
final class VipHands {
  private final Optional<VipSettings> settings;
  private final GuardLoop loop;
  private final BootClock clock;
  private final GuardLog log;
  private final Worker adds = new Worker("vip-add");
  private final Worker drops = Worker.urgent("vip-drop");

  VipHands(Optional<VipSettings> settings, GuardLoop loop, BootClock clock, GuardLog log) {
    this.settings = settings;
    this.loop = loop;
    this.clock = clock;
    this.log = log;
  }

  void begin(GuardEffect.VipChange change) {
    switch (change) {
      case GuardEffect.AddVip add -> adds.begin(() -> end(change, add(add)));
      case GuardEffect.KeepVip() -> adds.begin(() -> end(change, keep()));
      case GuardEffect.DropVip drop -> drops.begin(() -> end(change, drop()));
    }
  }

  private void end(GuardEffect.VipChange change, Optional<String> problem) {
    problem.ifPresent(what -> log.say("vip change=" + change + " problem=" + what));
    loop.post(new GuardInput.VipEnded(change, problem));
  }

  // Asked before and after: the token may end while we ask around for the address (P1).
  private Optional<String> add(GuardEffect.AddVip add) {
    if (settings.isEmpty()) {
      return Optional.of("no VIP is configured");
    }
    VirtualAddress address = new VirtualAddress(settings.get());
    if (!address.isHere()) {
      Optional<String> objection = address.objection();
      if (objection.isPresent()) {
        return objection;
      }
    }
    if (!mayHold(add)) {
      return Optional.of("token " + add.token() + " ended before the VIP was added");
    }
    Optional<String> problem = address.add(add.lifetime());
    if (!mayHold(add)) {
      address.remove();
      return Optional.of("token " + add.token() + " ended while the VIP was added");
    }
    return problem;
  }

  private Optional<String> keep() {
    return settings
        .map(VirtualAddress::new)
        .filter(VirtualAddress::isHere)
        .flatMap(address -> address.add(Duration.ZERO));
  }

  private Optional<String> drop() {
    return settings
        .map(VirtualAddress::new)
        .flatMap(address -> {
          Optional<String> untold = address.resetConnections();
          untold.ifPresent(why -> log.say("vip connections were not reset: " + why));
          return address.remove();
        });
  }

  private boolean mayHold(GuardEffect.AddVip add) {
    return GuardRules.mayHoldVip(loop.state(), add.token(), clock.now());
  }
}
