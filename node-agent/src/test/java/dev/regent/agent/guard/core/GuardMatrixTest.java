package dev.regent.agent.guard.core;

import static dev.regent.agent.guard.core.GuardPlay.LAUNCH;
import static dev.regent.agent.guard.core.GuardPlay.POSTMASTER;
import static dev.regent.agent.guard.core.GuardPlay.second;
import static dev.regent.agent.guard.core.GuardPlay.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every input in each state: an answer, and the invariants of H3, H4, V7, H6, L5 and P1 hold. */
class GuardMatrixTest {
  private static final MonotonicTime NOW = second(100);
  private static final Asker ASKER = new Asker(1, 7);

  @Test
  void answersEveryInputInEveryStateAndKeepsItsInvariants() {
    long walked = 0;
    for (GuardState state : states()) {
      for (GuardInput input : inputs(state.work().epoch())) {
        GuardInvariants.check(state, input, NOW);
        walked++;
      }
    }
    assertThat(walked).isGreaterThan(40_000);
  }

  private static List<GuardState> states() {
    List<GuardState> states = new ArrayList<>();
    for (Rights rights : rights()) {
      for (Server server : servers()) {
        for (Work work : works()) {
          addVariants(states, rights, server, work);
          addWatched(states, rights, server, work);
        }
      }
    }
    return states;
  }

  private static void addVariants(
      List<GuardState> states, Rights rights, Server server, Work work) {
    for (Vip vip : Vip.values()) {
      for (Optional<Long> daemon : List.of(Optional.<Long>empty(), Optional.of(1L))) {
        states.add(state(rights, server, work).withVip(vip).withDaemon(daemon));
        if (rights.armed().isEmpty()) {
          GuardState unpaused = state(rights, server, work).withVip(vip).withDaemon(daemon);
          states.add(unpaused.withPaused(true));
        }
      }
    }
  }

  // Where the VIP stands and who is served has nothing to do with it.
  private static void addWatched(List<GuardState> states, Rights rights, Server server, Work work) {
    for (Watchdog watchdog : watchdogs()) {
      GuardState plain = state(rights, server, work).withDaemon(Optional.of(1L));
      states.add(plain.withWatchdog(watchdog));
      if (rights.armed().isEmpty()) {
        states.add(plain.withPaused(true).withWatchdog(watchdog.withHarmless(true)));
      }
    }
  }

  private static List<Watchdog> watchdogs() {
    List<WatchdogStand> stands =
        List.of(
            new WatchdogStand.Resting(),
            new WatchdogStand.Fed(token(5), second(101)),
            new WatchdogStand.Fed(token(5), second(100)),
            new WatchdogStand.Fed(token(4), second(102)),
            new WatchdogStand.Unavailable("no", Optional.empty()),
            new WatchdogStand.Unavailable("no", Optional.of(second(101))));
    List<Watchdog> watchdogs = new ArrayList<>();
    for (boolean required : List.of(true, false)) {
      Watchdog plain =
          Watchdog.of(new WatchdogTerms(required, Duration.ofSeconds(2), Duration.ofMillis(300)));
      for (WatchdogStand stand : stands) {
        watchdogs.add(plain.withHarmless(false).end(stand, second(99)));
        watchdogs.add(plain.end(stand, second(99)));
        watchdogs.add(plain.withHarmless(false).end(stand, second(101)));
      }
      watchdogs.add(plain.withHarmless(false).begin(second(99)));
    }
    return watchdogs;
  }

  private static GuardState state(Rights rights, Server server, Work work) {
    return new GuardState(
        new Session(new NodeId("a"), 1, 1),
        Optional.empty(),
        token(5).revision(),
        rights,
        server,
        work,
        false,
        Vip.ABSENT,
        Watchdog.NONE);
  }

  private static List<Rights> rights() {
    Rights live = Rights.NONE.arm(new Armed(token(5), second(110)));
    Rights expired = Rights.NONE.arm(new Armed(token(5), second(100)));
    return List.of(
        Rights.NONE,
        live,
        live.markDead(token(5)),
        expired,
        expired.markDead(token(5)),
        live.disarm(true),
        live.markDead(token(6)));
  }

  private static List<Server> servers() {
    return List.of(
        new Server.None(), new Server.Recovering(POSTMASTER), new Server.Promoted(POSTMASTER));
  }

  private static List<Work> works() {
    Work idle = Work.IDLE;
    return List.of(
        idle,
        idle.withStarting(true),
        idle.withPromoting(true),
        idle.withKills(1),
        idle.withScan(true, second(101)),
        idle.withScan(false, second(101)));
  }

  private static List<GuardInput> inputs(long epoch) {
    List<GuardInput> inputs = new ArrayList<>();
    commands().forEach(command -> inputs.add(new GuardInput.Asked(ASKER, command)));
    inputs.add(new GuardInput.Asked(new Asker(2, 7), new GuardCommand.DropVip()));
    inputs.addAll(List.of(new GuardInput.TakeOver(1), new GuardInput.TakeOver(2)));
    inputs.addAll(List.of(new GuardInput.ConnectionClosed(1), new GuardInput.Tick()));
    inputs.add(new GuardInput.WatchdogFed(token(5), NOW));
    inputs.add(new GuardInput.WatchdogFed(token(4), second(99)));
    inputs.addAll(List.of(new GuardInput.WatchdogRested(), new GuardInput.WatchdogSkipped()));
    inputs.add(new GuardInput.WatchdogFailed("no"));
    inputs.add(new GuardInput.PostgresStarted(ASKER, POSTMASTER));
    inputs.add(new GuardInput.StartFailed(ASKER, "no"));
    inputs.add(new GuardInput.PostgresExited(POSTMASTER));
    inputs.add(new GuardInput.PostgresExited(1234));
    for (Optional<String> problem : List.of(Optional.<String>empty(), Optional.of("no"))) {
      inputs.addAll(ends(problem));
    }
    for (List<Long> roots : List.of(List.<Long>of(), List.of(POSTMASTER), List.of(99L))) {
      inputs.add(new GuardInput.Scanned(epoch, roots, true));
      inputs.add(new GuardInput.Scanned(epoch, roots, false));
      inputs.add(new GuardInput.Scanned(epoch - 1, roots, false));
      inputs.add(new GuardInput.Killed(Optional.of(ASKER), true, roots));
      inputs.add(new GuardInput.Killed(Optional.empty(), false, roots));
    }
    return inputs;
  }

  private static List<GuardInput> ends(Optional<String> problem) {
    Armed armed = new Armed(token(9), second(120));
    return List.of(
        new GuardInput.PromoteEnded(ASKER, problem),
        new GuardInput.Stored(new GuardEffect.Store(ASKER, true, Optional.empty()), problem),
        new GuardInput.Stored(new GuardEffect.Store(ASKER, false, Optional.empty()), problem),
        new GuardInput.Stored(new GuardEffect.Store(ASKER, false, Optional.of(armed)), problem),
        new GuardInput.VipEnded(
            new GuardEffect.AddVip(ASKER, token(5), Duration.ofSeconds(3)), problem),
        new GuardInput.VipEnded(new GuardEffect.DropVip(Optional.of(ASKER)), problem),
        new GuardInput.VipEnded(new GuardEffect.DropVip(Optional.empty()), problem),
        new GuardInput.VipEnded(new GuardEffect.KeepVip(), problem));
  }

  private static List<GuardCommand> commands() {
    List<GuardCommand> commands = new ArrayList<>();
    for (long index : List.of(4L, 5L, 6L)) {
      commands.add(new GuardCommand.Arm(new Armed(token(index), second(120))));
      commands.add(new GuardCommand.Arm(new Armed(token(index), second(90))));
      commands.add(new GuardCommand.MarkDead(token(index)));
      commands.add(new GuardCommand.Obey(token(index).revision()));
      commands.add(new GuardCommand.Promote(token(index)));
      commands.add(new GuardCommand.AddVip(token(index), Duration.ofSeconds(3)));
    }
    commands.add(new GuardCommand.Obey(Revision.NONE));
    commands.add(new GuardCommand.Start(LAUNCH));
    commands.add(new GuardCommand.Kill(Manner.ORDERLY));
    commands.add(new GuardCommand.Kill(Manner.AT_ONCE));
    commands.add(new GuardCommand.DropVip());
    commands.add(new GuardCommand.Pause(true));
    commands.add(new GuardCommand.Pause(false));
    return commands;
  }
}
