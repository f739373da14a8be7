package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import java.util.List;
import java.util.Optional;

/**
 * What an unarmed guard does by itself: whatever works in the data directory that it did not start
 * in recovery is killed (H3), and what it did start in recovery is left alone (trace 29).
 */
final class WatchRules {
  private WatchRules() {}

  static GuardStep tick(GuardState state, MonotonicTime now) {
    Work work = state.work();
    boolean due = !work.scanning() && work.kills() == 0 && now.isAtLeast(work.nextScan());
    if (!state.isWatching() || !due) {
      return GuardStep.to(state);
    }
    GuardState scanning = state.withWork(work.withScan(true, now.plus(GuardRules.SCAN_INTERVAL)));
    GuardStep scan = GuardStep.to(scanning, new GuardEffect.Scan(work.epoch()));
    return scan.then(dropVip(scanning));
  }

  // A finding from before a start, a promotion or an arming says nothing any more.
  static GuardStep scanned(GuardState state, GuardInput.Scanned it) {
    Work work = state.work();
    boolean valid = it.epoch() == work.epoch() && work.kills() == 0 && !work.starting();
    GuardState rested = state.withWork(work.withScan(false, work.nextScan()));
    if (!valid || !state.isWatching()) {
      return GuardStep.to(rested);
    }
    return switch (state.server()) {
      case Server.None() -> it.roots().isEmpty() ? settle(GuardStep.to(rested)) : kill(rested);
      case Server.Recovering(long pid) -> recovering(rested, pid, it);
      case Server.Promoted(long pid) -> kill(rested);
    };
  }

  /**
   * V4: nothing of the directory runs, or it runs in recovery. A condemned token is over before its
   * deadline then; otherwise its deadline would kill the standby that came after it. H4: and the
   * watchdog may rest.
   */
  static GuardStep settle(GuardStep step) {
    GuardState state = step.next();
    boolean condemned = state.rights().isCondemned();
    if (state.rights().armed().isPresent() && !condemned) {
      return step;
    }
    GuardState settled = state.withWatchdog(state.watchdog().withHarmless(true));
    return condemned
        ? step.then(dropVip(settled.withRights(settled.rights().disarm(false))))
        : step.then(GuardStep.to(settled));
  }

  // It left recovery without our promote: promoted by hand, under no lease (H1).
  private static GuardStep recovering(GuardState state, long pid, GuardInput.Scanned it) {
    if (!it.recovery()) {
      return kill(state);
    }
    List<Long> strangers = it.roots().stream().filter(root -> root != pid).toList();
    return strangers.isEmpty() ? settle(GuardStep.to(state)) : kill(state, Optional.of(pid));
  }

  private static GuardStep kill(GuardState state) {
    return kill(state, Optional.empty());
  }

  // Condemned: the daemon is stopping it in order; the deadline is still there if it does not.
  private static GuardStep kill(GuardState state, Optional<Long> spare) {
    if (state.rights().isCondemned()) {
      return GuardStep.to(state);
    }
    return GuardStep.to(
        state.withWork(state.work().withKills(state.work().kills() + 1)),
        new GuardEffect.KillAll(Manner.AT_ONCE, spare, Optional.empty()));
  }

  static GuardStep dropVip(GuardState state) {
    return state.vip() == Vip.ABSENT
        ? GuardStep.to(state)
        : GuardStep.to(state.withVip(Vip.UNWANTED), new GuardEffect.DropVip(Optional.empty()));
  }
}
