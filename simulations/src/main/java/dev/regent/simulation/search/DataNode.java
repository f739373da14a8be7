package dev.regent.simulation.search;

import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardState;
import dev.regent.agent.guard.core.Work;
import dev.regent.agent.holder.AgentState;
import dev.regent.agent.holder.Facts;
import dev.regent.agent.holder.Lease;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Term;
import dev.regent.protocol.Voter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A data node at one moment: its agent, its guard, and what its PostgreSQL does. */
record DataNode(AgentState agent, GuardState guard, Server server) {
  /** What PostgreSQL does; every change is made by the guard, in no time. */
  enum Server {
    /** No process of the directory is left. */
    DOWN,
    /** In recovery. */
    STANDBY,
    /** It would commit a transaction. */
    WRITABLE
  }

  private static final MonotonicTime NEVER = MonotonicTime.ZERO.plus(Duration.ofDays(365));

  boolean isWritable() {
    return server == Server.WRITABLE;
  }

  /** Whether the holder takes itself for the holder. */
  boolean holds(MonotonicTime now) {
    return agent.lease().isLive(now);
  }

  /** When the guard must have killed, while it is armed (H3). */
  Optional<MonotonicTime> killedBy() {
    Duration budget = agent.setup().lease().guardBudget();
    return guard.rights().armed().map(Armed::deadline).map(deadline -> deadline.plus(budget));
  }

  /**
   * Without what no later step here can tell apart: reports and their times, how often jobs were
   * tried, what only the log or the leader wants to know. A holder is patient for ever with a
   * PostgreSQL that is not writable (R5), which only prolongs its lease.
   */
  DataNode forgetting() {
    return new DataNode(agent(agent), guard(guard), server);
  }

  private static AgentState agent(AgentState state) {
    return new AgentState(
        state.setup(),
        state.session(),
        state.obeyed(),
        state.paused(),
        state.order(),
        new AgentState.Contact(Optional.empty(), Term.ZERO, MonotonicTime.ZERO),
        lease(state.lease()),
        facts(state.facts()),
        work(state.work()),
        Optional.empty(),
        new AgentState.Reporting(0, NEVER, false),
        state.clock(),
        AgentState.VipSeat.AWAY,
        Optional.empty());
  }

  /** Acks count once each, in whatever order they came; a former round's count for nothing. */
  private static Lease lease(Lease lease) {
    return new Lease(
        lease.token(),
        lease.validUntil(),
        lease.armedUntil(),
        lease.round(),
        lease.acks().stream().sorted(Comparator.comparing(Voter::node)).toList(),
        List.of(),
        lease.nextRound(),
        lease.dead());
  }

  private static Facts facts(Facts facts) {
    return new Facts(
        facts.observed(),
        MonotonicTime.ZERO,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        facts.promoted(),
        facts.sync(),
        Optional.empty(),
        Optional.empty());
  }

  private static AgentState.Work work(AgentState.Work work) {
    return new AgentState.Work(
        0,
        work.running()
            .map(running ->
                new AgentState.Running(1, running.job(), running.revision(), MonotonicTime.ZERO)),
        work.cancelled(),
        work.fencing(),
        MonotonicTime.ZERO,
        0,
        Optional.empty(),
        work.promoting());
  }

  private static GuardState guard(GuardState state) {
    Work work = state.work();
    return new GuardState(
        state.session(),
        state.daemon(),
        state.obeyed(),
        state.rights(),
        state.server(),
        new Work(work.starting(), work.promoting(), work.kills(), false, MonotonicTime.ZERO, 0),
        state.paused(),
        state.vip(),
        state.watchdog());
  }
}
