package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import java.util.List;
import java.util.Optional;

/** What the ends of earlier effects lead to. */
final class OutcomeRules {
  private OutcomeRules() {}

  static GuardStep started(GuardState state, GuardInput.PostgresStarted it) {
    GuardState running =
        state
            .withServer(new Server.Recovering(it.pid()))
            .withWork(state.work().withStarting(false));
    return CommandRules.done(running, it.asker());
  }

  static GuardStep startFailed(GuardState state, GuardInput.StartFailed it) {
    GuardState idle = state.withWork(state.work().withStarting(false));
    return CommandRules.refused(idle, it.asker(), it.reason());
  }

  // Backends may outlive their postmaster: look at once.
  static GuardStep exited(GuardState state, GuardInput.PostgresExited it, MonotonicTime now) {
    if (state.server().postmaster().filter(pid -> pid == it.pid()).isEmpty()) {
      return GuardStep.to(state);
    }
    return gone(state.withWork(state.work().scanFrom(now)));
  }

  // A refusal leaves it counted as promoted: an earlier signal may have been seen.
  static GuardStep promoteEnded(GuardState state, GuardInput.PromoteEnded it) {
    GuardState idle = state.withWork(state.work().withPromoting(false));
    return it.refusal()
        .map(reason -> CommandRules.refused(idle, it.asker(), reason))
        .orElseGet(() -> CommandRules.done(idle, it.asker()));
  }

  static GuardStep killed(GuardState state, GuardInput.Killed it, MonotonicTime now) {
    Work work = state.work();
    GuardState idle = state.withWork(work.withKills(Math.max(0, work.kills() - 1)).scanFrom(now));
    boolean proven = it.proof() && it.left().isEmpty();
    GuardStep step = proven ? WatchRules.settle(gone(idle)) : GuardStep.to(idle);
    return it.asker()
        .map(asker -> step.then(answerKill(step.next(), asker, it.left())))
        .orElse(step);
  }

  // H6: only what is on disk counts.
  static GuardStep stored(GuardState state, GuardInput.Stored it, MonotonicTime now) {
    GuardEffect.Store store = it.store();
    if (it.problem().isPresent()) {
      return CommandRules.refused(state, store.asker(), it.problem().get());
    }
    if (store.paused()) {
      return paused(state, store.asker());
    }
    if (store.arm().isPresent()) {
      return resumed(state, store.asker(), store.arm().get(), now);
    }
    GuardState ended = state.withPaused(false);
    return CommandRules.done(ended.withWork(ended.work().scanFrom(now)), store.asker());
  }

  static GuardStep vipEnded(GuardState state, GuardInput.VipEnded it) {
    return switch (it.change()) {
      case GuardEffect.AddVip add -> GuardStep.to(state, reply(add.asker(), it.problem()));
      case GuardEffect.DropVip drop -> dropped(state, drop, it.problem());
      case GuardEffect.KeepVip() -> GuardStep.to(state);
    };
  }

  // The token goes with the pause, so that a late renewal of it does not end the pause. H4: what is
  // left alone is not guarded either.
  private static GuardStep paused(GuardState state, Asker asker) {
    GuardState disarmed =
        state
            .withRights(state.rights().disarm(false))
            .withPaused(true)
            .withWatchdog(state.watchdog().withHarmless(true));
    GuardStep done = CommandRules.done(disarmed, asker);
    return state.vip() == Vip.WANTED
        ? GuardStep.to(disarmed, new GuardEffect.KeepVip()).then(done)
        : done;
  }

  // Too late to arm: still paused here, so that nothing is killed; the next renewal tries again.
  // Whether our server was promoted by hand meanwhile is unknown, so it counts as promoted.
  private static GuardStep resumed(
      GuardState state, Asker asker, Armed offered, MonotonicTime now) {
    return state
        .rights()
        .objection(offered, now)
        .map(objection -> CommandRules.refused(state, asker, objection))
        .orElseGet(() ->
            CommandRules.done(
                state.withPaused(false).arm(offered).withServer(writable(state.server())), asker));
  }

  private static Server writable(Server server) {
    return server.postmaster().<Server>map(Server.Promoted::new).orElse(server);
  }

  private static GuardStep dropped(
      GuardState state, GuardEffect.DropVip drop, Optional<String> problem) {
    GuardState next =
        problem.isEmpty() && state.vip() == Vip.UNWANTED ? state.withVip(Vip.ABSENT) : state;
    return drop.asker()
        .map(asker -> GuardStep.to(next, reply(asker, problem)))
        .orElse(GuardStep.to(next));
  }

  private static GuardStep gone(GuardState state) {
    GuardState without = state.withServer(new Server.None());
    return state
        .server()
        .postmaster()
        .flatMap(pid -> state.daemon())
        .map(daemon -> GuardStep.to(without, new GuardEffect.ReportGone(daemon)))
        .orElse(GuardStep.to(without));
  }

  private static GuardStep answerKill(GuardState state, Asker asker, List<Long> left) {
    return left.isEmpty()
        ? CommandRules.done(state, asker)
        : CommandRules.refused(state, asker, "still alive: processes " + left);
  }

  private static GuardEffect reply(Asker asker, Optional<String> problem) {
    return new GuardEffect.Reply(
        asker, problem.<Answer>map(Answer.Refused::new).orElse(new Answer.Done()));
  }
}
