package dev.regent.agent.holder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Round;
import dev.regent.protocol.Term;
import dev.regent.protocol.message.Desired;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H1, H2: an agent is total, and never lets PostgreSQL write without a live lease")
class AgentMatrixTest {
  static final List<Desired> DESIRED =
      List.of(
          new Desired.Observe(),
          new Desired.Bootstrap(),
          Node.lead(Node.T1),
          Node.serve(Node.T1),
          new Desired.HandOff(Node.T1, Node.B, true),
          new Desired.Yield(Node.T1),
          new Desired.Stand(),
          Node.follow(Remedy.REWIND),
          Node.follow(Remedy.NONE),
          new Desired.Pause(Node.revision(11)),
          new Desired.Resume(Node.T1));

  static boolean namesAToken(Desired desired) {
    return switch (desired) {
      case Desired.Lead lead -> true;
      case Desired.Serve serve -> true;
      case Desired.HandOff handOff -> true;
      case Desired.Resume resume -> true;
      case Desired.Observe observe -> false;
      case Desired.Bootstrap bootstrap -> false;
      case Desired.Yield yield -> false;
      case Desired.Stand stand -> false;
      case Desired.Follow follow -> false;
      case Desired.Pause pause -> false;
    };
  }

  /** How far the lease is; each is reached by the inputs that bring it about. */
  private enum Leased {
    NEVER,
    SOUGHT,
    LIVE,
    LATE,
    DEAD
  }

  @Test
  @DisplayName(
      "H1, H2: every input x desired state x status x lease x next desired state is answered")
  void everyInputIsAnswered() {
    int answered = 0;
    List<AgentInput> inputs = inputs();
    for (Desired first : DESIRED) {
      for (PostgresStatus status : PostgresStatus.values()) {
        for (Leased leased : Leased.values()) {
          for (Desired second : DESIRED) {
            Node told = node(first, status, leased).told(12, second);
            for (AgentInput input : inputs) {
              Node node = told.copy();
              assertSafe(node.give(input));
              assertSafe(node.after(Duration.ofSeconds(9)).wake());
              answered++;
            }
          }
        }
      }
    }
    assertThat(answered).isGreaterThan(50_000);
  }

  private static void assertSafe(Node node) {
    boolean promotes = node.started().stream().anyMatch(Job.Promote.class::isInstance);
    boolean adds = !node.of(AgentEffect.HoldVip.class).isEmpty();
    if ((promotes || adds) && !node.state.lease().isLive(node.now)) {
      throw new AssertionError("without a live lease: " + node.effects);
    }
    boolean acts = !node.started().isEmpty();
    if (acts && node.state.paused()) {
      throw new AssertionError("paused: " + node.effects);
    }
    if (!node.sent(Message.Release.class).isEmpty()
        && (!node.state.lease().isDead(Node.T1) || node.state.work().promoting())) {
      throw new AssertionError("released alive: " + node.effects);
    }
    if (Agent.nextWake(node.state).compareTo(node.now) < 0) {
      throw new AssertionError("wakes in the past: " + node.state);
    }
  }

  private static Node node(Desired first, PostgresStatus status, Leased leased) {
    Node node = new Node().sees(status).told(11, first);
    boolean seeking = node.state.lease().token().isPresent();
    if (leased != Leased.NEVER && seeking) {
      node.after(Node.LEASE.renewInterval()).wake();
    }
    boolean further = leased == Leased.LIVE || leased == Leased.LATE || leased == Leased.DEAD;
    if (further && seeking) {
      node.leased();
    }
    if (leased == Leased.LATE && seeking) {
      node.after(Node.LEASE.ttl());
    }
    if (leased == Leased.DEAD) {
      node.give(new AgentInput.GuardFired());
    }
    return node;
  }

  private static List<AgentInput> inputs() {
    List<AgentInput> all = new ArrayList<>();
    all.add(new AgentInput.Wake());
    all.add(new AgentInput.GuardFired());
    all.add(new AgentInput.Fenced(true));
    all.add(new AgentInput.Fenced(false));
    var later = new Node().now.plus(Duration.ofSeconds(6));
    all.add(new AgentInput.Armed(Node.T1, later, true));
    all.add(new AgentInput.Armed(Node.T1, later, false));
    for (PostgresStatus status : PostgresStatus.values()) {
      all.add(
          new AgentInput.Observed(
              new Observation(Node.view(status), Optional.empty(), true, true), later));
    }
    List<JobResult> results =
        List.of(
            new JobResult.Done(),
            new JobResult.Promoted(Node.T1, Node.TL2, Node.END),
            new JobResult.SyncInForce(Node.revision(12), Node.B1.rule(), new Lsn(1)),
            new JobResult.Stopped(new Lsn(900)),
            new JobResult.Failed("code", "message", true),
            new JobResult.Failed("code", "message", false));
    results.forEach(result -> all.add(new AgentInput.JobEnded(1, result)));
    for (Message message : messages()) {
      all.add(new AgentInput.Received(Node.W, message));
    }
    return all;
  }

  private static List<Message> messages() {
    Round round = new Round(new Node().now.nanos());
    return List.of(
        new Message.ReportRequest(Node.SESSION, Node.revision(12), 1),
        new Message.LeaseAck(Node.T1, Node.SESSION, round, Node.voter(Node.B), Node.revision(1)),
        new Message.LeaseRefused(Node.T1, Node.SESSION, round, "why"),
        new Message.ReleaseAck(Node.T1, Node.SESSION, round, Node.voter(Node.B)),
        new Message.Beat(new Term(3), Revision.NONE, 1));
  }
}
