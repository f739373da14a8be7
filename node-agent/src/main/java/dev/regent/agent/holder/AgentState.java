package dev.regent.agent.holder;

import dev.regent.agent.engine.Job;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Instruction;
import dev.regent.protocol.message.Message;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything an agent is at one moment. Volatile: what must outlive the daemon is the guard's.
 *
 * @param obeyed the last obeyed revision, which lives with the session (L5)
 * @param order the Instruction in force; absent until the first of this daemon's life
 * @param request the report request that waits for the cut and a fresh look (S2)
 * @param clock the last difference of wall clock and boot clock (V5)
 * @param vip where the VIP is
 * @param checkpointed the token under which the checkpoint after promotion was made
 */
public record AgentState(
    AgentSetup setup,
    Session session,
    Revision obeyed,
    boolean paused,
    Optional<Instruction> order,
    Contact contact,
    Lease lease,
    Facts facts,
    Work work,
    Optional<Asked> request,
    Reporting reporting,
    Duration clock,
    VipSeat vip,
    Optional<Token> checkpointed) {

  /** A report request that is not answered yet, and when it came: only a later look answers it. */
  public record Asked(Message.ReportRequest request, MonotonicTime at) {}

  /** Whether this node has the VIP, as far as this daemon knows (P1). */
  public enum VipSeat {
    /** Not here. */
    AWAY,
    /**
     * A former daemon of this session may have added it: it has to go before a release (V4, P1).
     */
    UNKNOWN,
    /** Added by this daemon, refreshed with each renewal. */
    HELD
  }

  /** Which leader was heard last, and when (R7). */
  public record Contact(Optional<NodeId> leader, Term term, MonotonicTime heardAt) {}

  /**
   * The job under way, and when the next may start.
   *
   * @param cancelled the running job was told to end
   * @param notBefore after a failure that a retry may mend
   * @param failures in a row, for the pause between retries
   * @param last the job that ended last
   * @param promoting a promotion was begun and has neither succeeded nor been ended by a stop: a
   *     server in recovery may leave it at any moment, so it is not harmless (V4)
   */
  public record Work(
      long counter,
      Optional<Running> running,
      boolean cancelled,
      boolean fencing,
      MonotonicTime notBefore,
      int failures,
      Optional<Ended> last,
      boolean promoting) {
    static final Work IDLE =
        new Work(0, Optional.empty(), false, false, MonotonicTime.ZERO, 0, Optional.empty(), false);

    Work starting(Running next) {
      return new Work(
          next.number(),
          Optional.of(next),
          false,
          false,
          notBefore,
          failures,
          last,
          promoting || next.job() instanceof Job.Promote);
    }

    Work cancelling() {
      return new Work(counter, running, true, fencing, notBefore, failures, last, promoting);
    }

    Work fencing(boolean next) {
      boolean cancels = cancelled || running.isPresent();
      return new Work(counter, running, cancels, next, notBefore, failures, last, promoting);
    }

    /** The running job ended well, or was told to end. */
    Work ended(MonotonicTime now) {
      Optional<Ended> done = running.map(job -> new Ended(job.job(), now));
      return new Work(counter, Optional.empty(), false, fencing, now, 0, done, promoting);
    }

    Work failed(MonotonicTime now, MonotonicTime retryAt) {
      Optional<Ended> done = running.map(job -> new Ended(job.job(), now));
      return new Work(
          counter, Optional.empty(), false, fencing, retryAt, failures + 1, done, promoting);
    }

    /** Earlier failures say nothing about a new desired state. */
    Work afresh(MonotonicTime now) {
      return new Work(counter, running, cancelled, fencing, now, 0, last, promoting);
    }

    /** A signal to promote may be on its way, given before this daemon's life. */
    Work maybePromoting() {
      return new Work(counter, running, cancelled, fencing, notBefore, failures, last, true);
    }

    /** No signal to promote is on its way any more. */
    Work settled() {
      return new Work(counter, running, cancelled, fencing, notBefore, failures, last, false);
    }
  }

  /** Not paused, idle, and a look began since the last job ended: time alone starts the next. */
  boolean mayStartNext() {
    return !paused
        && work.running().isEmpty()
        && !work.fencing()
        && work.last().filter(last -> facts.observedAt().isBefore(last.at())).isEmpty();
  }

  /** The job that ended last: nothing is planned before a look has seen what it did. */
  public record Ended(Job job, MonotonicTime at) {}

  /** A job that the engine carries out. */
  public record Running(long number, Job job, Revision revision, MonotonicTime since) {}

  /** When the last report was sent, and its number; {@code due} asks for one at once. */
  public record Reporting(long sequence, MonotonicTime sentAt, boolean due) {}

  AgentState with(Lease next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        next,
        facts,
        work,
        request,
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState with(Facts next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        next,
        work,
        request,
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState with(Work next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        facts,
        next,
        request,
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState with(Contact next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        next,
        lease,
        facts,
        work,
        request,
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState with(Reporting next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        facts,
        work,
        request,
        next,
        clock,
        vip,
        checkpointed);
  }

  AgentState obeying(Instruction next) {
    return new AgentState(
        setup,
        session,
        next.revision(),
        paused,
        Optional.of(next),
        contact,
        lease,
        facts,
        work,
        Optional.empty(),
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState asked(Optional<Asked> next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        facts,
        work,
        next,
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState pausing(boolean next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        next,
        order,
        contact,
        lease,
        facts,
        work,
        request,
        reporting,
        clock,
        vip,
        checkpointed);
  }

  AgentState withClock(Duration next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        facts,
        work,
        request,
        reporting,
        next,
        vip,
        checkpointed);
  }

  AgentState with(VipSeat next) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        facts,
        work,
        request,
        reporting,
        clock,
        next,
        checkpointed);
  }

  AgentState withCheckpoint(Token token) {
    return new AgentState(
        setup,
        session,
        obeyed,
        paused,
        order,
        contact,
        lease,
        facts,
        work,
        request,
        reporting,
        clock,
        vip,
        Optional.of(token));
  }
}
