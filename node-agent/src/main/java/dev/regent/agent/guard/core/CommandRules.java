package dev.regent.agent.guard.core;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Token;
import java.time.Duration;
import java.util.Optional;

/** What the served daemon's commands lead to. */
final class CommandRules {
  private CommandRules() {}

  static GuardStep answer(GuardState state, GuardInput.Asked asked, MonotonicTime now) {
    Asker asker = asked.asker();
    return switch (asked.command()) {
      case GuardCommand.Arm(Armed offered) -> arm(state, asker, offered, now);
      case GuardCommand.MarkDead(Token token) -> markDead(state, asker, token, now);
      case GuardCommand.Obey(Revision revision) -> obey(state, asker, revision);
      case GuardCommand.Start(Launch launch) -> start(state, asker, launch);
      case GuardCommand.Promote(Token token) -> promote(state, asker, token, now);
      case GuardCommand.Kill(Manner manner) -> kill(state, asker, manner);
      case GuardCommand.AddVip vip -> addVip(state, asker, vip, now);
      case GuardCommand.DropVip() ->
          GuardStep.to(
              state.withVip(GuardRules.unwanted(state.vip())),
              new GuardEffect.DropVip(Optional.of(asker)));
      case GuardCommand.Pause(boolean paused) ->
          GuardStep.to(state, new GuardEffect.Store(asker, paused, Optional.empty()));
    };
  }

  static GuardStep done(GuardState next, Asker asker) {
    return GuardStep.to(next, new GuardEffect.Reply(asker, new Answer.Done()));
  }

  static GuardStep refused(GuardState same, Asker asker, String reason) {
    return GuardStep.to(same, new GuardEffect.Reply(asker, new Answer.Refused(reason)));
  }

  // V7. While paused this is a resume (H6): the pause ends on disk before the first arming counts.
  private static GuardStep arm(GuardState state, Asker asker, Armed offered, MonotonicTime now) {
    Optional<String> objection = state.rights().objection(offered, now);
    if (objection.isPresent()) {
      return refused(state, asker, objection.get());
    }
    if (state.paused()) {
      return GuardStep.to(state, new GuardEffect.Store(asker, false, Optional.of(offered)));
    }
    return done(state.arm(offered), asker);
  }

  // P1: the VIP goes at once, also one of which the daemon knows nothing: an earlier guard's, left
  // while it was paused.
  private static GuardStep markDead(GuardState state, Asker asker, Token token, MonotonicTime now) {
    GuardState marked = state.withRights(state.rights().markDead(token));
    GuardState watched = marked.withWork(marked.work().scanFrom(now));
    if (!watched.rights().isCondemned()) {
      return done(watched, asker);
    }
    GuardStep dropped = WatchRules.dropVip(watched);
    return dropped.then(done(dropped.next(), asker));
  }

  private static GuardStep obey(GuardState state, Asker asker, Revision revision) {
    return state.obeyed().isAbove(revision)
        ? refused(state, asker, "obeyed " + state.obeyed() + " already, which is newer")
        : done(state.withObeyed(revision), asker);
  }

  private static GuardStep start(GuardState state, Asker asker, Launch launch) {
    Work work = state.work();
    if (work.starting() || work.promoting() || work.kills() > 0) {
      return refused(state, asker, "a start, a promotion or a killing is under way");
    }
    return switch (state.server()) {
      case Server.Recovering(long pid) -> refused(state, asker, "runs already as " + pid);
      case Server.Promoted(long pid) -> refused(state, asker, "runs already as " + pid);
      case Server.None() ->
          GuardStep.to(
              state.withWork(work.withStarting(true)),
              new GuardEffect.StartPostgres(asker, launch));
    };
  }

  private static GuardStep promote(GuardState state, Asker asker, Token token, MonotonicTime now) {
    if (!state.rights().isLive(token, now)) {
      return refused(state, asker, "token " + token + " is not armed, or dead");
    }
    Optional<String> objection = WatchdogRules.objection(state, now);
    if (objection.isPresent()) {
      return refused(state, asker, objection.get());
    }
    if (state.work().promoting() || state.work().kills() > 0) {
      return refused(state, asker, "a promotion or a killing is under way");
    }
    return switch (state.server()) {
      case Server.None() -> refused(state, asker, "no server was started by this guard");
      case Server.Recovering(long pid) -> signal(state, asker, token, pid);
      case Server.Promoted(long pid) -> signal(state, asker, token, pid);
    };
  }

  // It counts as writable before the signal is sent: what becomes of the signal may stay unknown.
  private static GuardStep signal(GuardState state, Asker asker, Token token, long pid) {
    return GuardStep.to(
        state.withServer(new Server.Promoted(pid)).withWork(state.work().withPromoting(true)),
        new GuardEffect.SignalPromote(asker, token, pid));
  }

  // H6: whoever asks, a pause leaves PostgreSQL alone.
  private static GuardStep kill(GuardState state, Asker asker, Manner manner) {
    if (state.paused()) {
      return refused(state, asker, "paused: nothing is killed; resume first");
    }
    return GuardStep.to(
        state.withWork(state.work().withKills(state.work().kills() + 1)),
        new GuardEffect.KillAll(manner, Optional.empty(), Optional.of(asker)));
  }

  // P1. The kernel takes the address away by itself no later than the guard's own deadline.
  private static GuardStep addVip(
      GuardState state, Asker asker, GuardCommand.AddVip vip, MonotonicTime now) {
    Optional<Armed> armed =
        state.rights().armed().filter(it -> state.rights().isLive(vip.token(), now));
    if (armed.isEmpty()) {
      return refused(state, asker, "token " + vip.token() + " is not armed, or dead");
    }
    Duration left = armed.get().deadline().since(now);
    Duration lifetime = vip.lifetime().compareTo(left) < 0 ? vip.lifetime() : left;
    if (!vip.lifetime().isZero() && lifetime.toSeconds() < 1) {
      return refused(state, asker, "less than a second is left under token " + vip.token());
    }
    return GuardStep.to(
        state.withVip(Vip.WANTED),
        new GuardEffect.AddVip(asker, vip.token(), Duration.ofSeconds(lifetime.toSeconds())));
  }
}
