package dev.regent.controller.role;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the leader should be, and which voters it should have: R7, L6, L7. */
public final class LeaderPlacement {
  private LeaderPlacement() {}

  /**
   * What the leader does about itself and the voters, when its database needs nothing.
   *
   * @param order the voters in the order in which they lead; witnesses first
   */
  public static Optional<RoleDecision> decide(RoleView view, List<NodeId> order) {
    return replaceVoter(view).or(() -> outOfTouch(view)).or(() -> preferWitness(view, order));
  }

  /** L6, L7: a voter whose journal was lost votes again, if it is the same machine. */
  private static Optional<RoleDecision> replaceVoter(RoleView view) {
    if (!mayChangeVoters(view)) {
      return Optional.empty();
    }
    for (Voter named : view.state().voters().voters()) {
      Optional<Voter> back =
          CommandRules.newcomer(view, named.node())
              .filter(voter -> voter.machine().equals(named.machine()));
      if (back.isPresent() && !named.node().equals(view.self())) {
        return Optional.of(new RoleDecision.Propose(new LedgerEvent.VoterReplaced(back.get())));
      }
    }
    return Optional.empty();
  }

  /** L7: one maximum TTL after the last change no lease counts in the voters of before it. */
  static boolean mayChangeVoters(RoleView view) {
    return view.now().since(view.tenure().committedAt()).compareTo(view.ttl()) >= 0;
  }

  /**
   * R7: without beats both ways with the primary's agent for the suspect time, while R1 does not
   * hold, the lead goes to a voter that exchanges them.
   */
  private static Optional<RoleDecision> outOfTouch(RoleView view) {
    Optional<NodeId> primary = holder(view);
    if (primary.isEmpty() || primary.get().equals(view.self())) {
      return Optional.empty();
    }
    boolean young =
        view.now().since(view.tenure().leadingSince()).compareTo(view.lease().suspectTime()) < 0;
    if (young || isInTouch(view, primary.get())) {
      return Optional.empty();
    }
    return view.contacts().stream()
        .filter(voter -> !voter.equals(primary.get()) || isAlone(view, voter))
        .filter(voter -> renewsAt(view, voter) && !isUnheard(view, primary.get(), voter))
        .findFirst()
        .map(RoleDecision.HandOver::new);
  }

  private static boolean isAlone(RoleView view, NodeId voter) {
    return view.contacts().size() == 1 && view.contacts().contains(voter);
  }

  /**
   * A voter that sees the primary's renewals; whether its own messages reach the primary is asked
   * besides. One round may be missing. Where more are, the primary may be dead and R1 about to
   * hold: to hand over now would cost that failover an election.
   */
  private static boolean renewsAt(RoleView view, NodeId voter) {
    return view.board()
        .slot(voter)
        .map(slot ->
            Duration.ofMillis(slot.what().slot().silentMillis()).plus(view.now().since(slot.at())))
        .filter(silence -> silence.compareTo(view.lease().oneRenewalLost()) < 0)
        .isPresent();
  }

  /** The primary hears some voters' acks, and not this one's; one without a lease says nothing. */
  private static boolean isUnheard(RoleView view, NodeId primary, NodeId voter) {
    return view.fresh(primary)
        .flatMap(NodeReport::answered)
        .filter(answered -> !answered.isEmpty() && !answered.contains(voter))
        .isPresent();
  }

  /**
   * Both ways: we hear its reports, and they say that it hears us, or did not long ago: a daemon
   * that has just started has heard nobody yet.
   */
  private static boolean isInTouch(RoleView view, NodeId primary) {
    return view.tenure()
            .touchedAt()
            .filter(at -> view.now().since(at).compareTo(view.lease().suspectTime()) < 0)
            .isPresent()
        || saysSo(view, primary);
  }

  private static boolean saysSo(RoleView view, NodeId primary) {
    return view.fresh(primary)
        .flatMap(NodeReport::leader)
        .filter(heard ->
            heard.term().equals(view.entry().revision().term())
                && heard.silentMillis() < view.lease().suspectTime().toMillis())
        .isPresent();
  }

  /**
   * When the primary's agent last heard this leader, if this report, which came just now, tells;
   * its clock and the network make that too late rather than too early by one delay.
   */
  public static Optional<MonotonicTime> touched(RoleView view, NodeReport report) {
    return holder(view)
        .filter(report.session().node()::equals)
        .flatMap(primary -> report.leader())
        .filter(heard -> heard.term().equals(view.entry().revision().term()))
        .map(heard -> view.now().minus(Duration.ofMillis(heard.silentMillis())));
  }

  private static Optional<NodeId> holder(RoleView view) {
    return view.state().phase() instanceof Phase.Paused
        ? Optional.empty()
        : view.state()
            .phase()
            .leasable()
            .flatMap(token -> view.state().phase().lastHolder())
            .map(session -> session.node());
  }

  /**
   * Losing the primary's machine should not also lose the leader. A witness that handed over rests
   * for three election timeouts by its own clock (R7), so one more has to pass here.
   */
  private static Optional<RoleDecision> preferWitness(RoleView view, List<NodeId> order) {
    NodeId first = order.getFirst();
    boolean firstIsWitness = !view.dataNodes().contains(first);
    return firstIsWitness
            && !first.equals(view.self())
            && isCalm(view)
            && view.contacts().contains(first)
            && holder(view)
                .filter(primary -> renewsAt(view, first) && !isUnheard(view, primary, first))
                .isPresent()
        ? Optional.of(new RoleDecision.HandOver(first))
        : Optional.empty();
  }

  private static boolean isCalm(RoleView view) {
    Duration rest = view.election().electionTimeout().multipliedBy(4);
    return view.state().phase() instanceof Phase.Primary
        && view.now().since(view.tenure().committedAt()).compareTo(rest) >= 0;
  }
}
