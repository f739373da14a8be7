package dev.regent.controller.role;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Token;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.protocol.message.Command;
import dev.regent.protocol.message.CommandResult;
import dev.regent.protocol.message.CommandResult.Kind;
import dev.regent.protocol.message.Message;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresView;
import dev.regent.protocol.state.Phase;
import java.util.List;
import java.util.Optional;

/** What an operator's command becomes: an event to agree on, or a refusal that says why. */
public final class CommandRules {
  /** A switchover waits for the target's lag; more than this is refused up front (R3). */
  static final long MAX_SWITCHOVER_LAG_BYTES = 16L << 20;

  private CommandRules() {}

  /** The outcome of looking at a command. */
  public sealed interface Verdict {
    /** Have a majority agree on this event. */
    record Do(LedgerEvent event) implements Verdict {}

    /** Nothing is changed; the refusal says why. */
    record Refuse(CommandResult.Refused refusal) implements Verdict {}
  }

  /** Decides a command against the committed state; changes nothing by itself. */
  public static Verdict decide(RoleView view, Command command) {
    return switch (command) {
      case Command.Switchover switchover -> switchover(view, switchover);
      case Command.Failover failover -> failover(view, failover);
      case Command.Pause pause -> pause(view, pause);
      case Command.Resume resume -> resume(view);
      case Command.ConfirmFenced confirm -> confirmFenced(view, confirm);
      case Command.ConfirmVoterGone confirm -> confirmVoterGone(view, confirm);
    };
  }

  private static Verdict switchover(RoleView view, Command.Switchover switchover) {
    if (!(view.state().phase() instanceof Phase.Primary primary)) {
      return conflict(view, "a switchover needs a serving primary");
    }
    NodeId holder = primary.holder().node();
    Optional<NodeId> target = switchover.target().or(() -> fittest(view, holder));
    if (target.isEmpty()) {
      return refuse(Kind.UNFIT, "no standby is fit to take over; see status for what each lacks");
    }
    Optional<Verdict> unknown = unknownNode(view, target.get());
    if (unknown.isPresent()) {
      return unknown.get();
    }
    if (target.get().equals(holder)) {
      return refuse(Kind.CONFLICT, target.get() + " is the primary already");
    }
    if (isShortOfAnswers(view, holder)) {
      return refuse(
          Kind.UNFIT,
          "a grant needs the answers of %d of %s, and fewer are fit and report; see status"
              .formatted(view.state().sync().answersNeeded(), view.state().sync().members()));
    }
    Optional<String> unfit = unfit(view, target.get(), holder);
    return unfit
        .map(why -> refuse(Kind.UNFIT, "cannot switch over to " + target.get() + ": " + why))
        .orElseGet(() ->
            new Verdict.Do(
                new LedgerEvent.SwitchoverStarted(
                    target.get(), switchover.immediateOnBound(), switchover.by())));
  }

  /**
   * S2: the old primary would stop, and whoever is to follow it would be no candidate, because
   * another member's agent is silent.
   */
  private static boolean isShortOfAnswers(RoleView view, NodeId holder) {
    return view.state().mode() != ProtectionMode.PERFORMANCE
        && !view.state().sync().isAlone()
        && !Candidates.isAnybodyFit(view, holder);
  }

  private static Optional<NodeId> fittest(RoleView view, NodeId holder) {
    List<NodeReport> fit =
        view.dataNodes().stream()
            .filter(node -> !node.equals(holder) && unfit(view, node, holder).isEmpty())
            .flatMap(node -> view.fresh(node).stream())
            .toList();
    return Candidates.best(view, fit).map(report -> report.session().node());
  }

  private static Optional<String> unfit(RoleView view, NodeId target, NodeId holder) {
    Optional<NodeReport> report = view.fresh(target);
    if (report.isEmpty()) {
      return Optional.of("no report from it within " + view.lease().suspectTime());
    }
    if (!Candidates.isFit(report.get())) {
      return Optional.of("its PostgreSQL is " + report.get().postgres().status());
    }
    boolean counted =
        view.state().mode() == ProtectionMode.PERFORMANCE || view.state().sync().contains(target);
    if (!counted) {
      return Optional.of(
          "it is not in the synchronous set, so it may lack acknowledged writes; wait until status"
              + " shows it redundant");
    }
    boolean stuck =
        view.tenure().health(target).filter(health -> !health.isConfirming()).isPresent();
    if (stuck) {
      return Optional.of("it does not confirm WAL at the moment (frozen, cut off or overloaded)");
    }
    long lag = view.fresh(holder).map(primary -> lag(primary.postgres(), report.get())).orElse(0L);
    return lag > MAX_SWITCHOVER_LAG_BYTES
        ? Optional.of("it is " + lag + " bytes behind; at most " + MAX_SWITCHOVER_LAG_BYTES)
        : Optional.empty();
  }

  /**
   * Its own report may be a beat older than the primary's, which says what it confirmed by then.
   */
  private static long lag(PostgresView primary, NodeReport target) {
    Lsn reached =
        primary.walSenders().stream()
            .filter(sender -> sender.node().equals(target.session().node()))
            .map(PostgresView.WalSender::flushed)
            .reduce(target.postgres().rank().lsn(), Lsn::max);
    return primary.flushed().lsn().bytesSince(reached);
  }

  private static Verdict failover(RoleView view, Command.Failover failover) {
    Optional<Verdict> unknown = failover.target().flatMap(target -> unknownNode(view, target));
    if (unknown.isPresent()) {
      return unknown.get();
    }
    Optional<Token> token =
        view.state().phase() instanceof Phase.Revoked revoked
            ? Optional.of(revoked.token())
            : view.state().phase().leasable();
    if (view.state().phase() instanceof Phase.Resuming resuming) {
      return conflict(
          view,
          "the resume is not finished; if its node is off for good, say so first: confirm-fenced"
              + " --node "
              + resuming.holder().node());
    }
    if (token.isEmpty()) {
      return conflict(view, "there is no primary to fail over from");
    }
    boolean safe =
        failover.acceptDataLoss()
            || view.state().phase() instanceof Phase.Revoked
            || Candidates.isAnybodyFit(
                view, view.state().phase().lastHolder().orElseThrow().node());
    if (!safe) {
      return refuse(
          Kind.UNFIT,
          "no standby surely holds every acknowledged write; bring one back, or accept the loss"
              + " by name with --accept-data-loss");
    }
    return new Verdict.Do(
        new LedgerEvent.PrimaryRevoked(
            token.get(), RevokeReason.OPERATOR, failover.target(), failover.acceptDataLoss()));
  }

  private static Verdict pause(RoleView view, Command.Pause pause) {
    return switch (view.state().phase()) {
      case Phase.Primary primary -> new Verdict.Do(new LedgerEvent.Paused(pause.by()));
      case Phase.Resuming resuming -> new Verdict.Do(new LedgerEvent.Paused(pause.by()));
      case Phase.Paused paused -> conflict(view, "it is paused already");
      case Phase.Vacant vacant -> conflict(view, "nothing runs yet");
      case Phase.Bootstrapping running -> conflict(view, "wait until the database is created");
      case Phase.Granted granted -> conflict(view, "wait until the promotion is finished");
      case Phase.SwitchingOver switching -> conflict(view, "wait until the switchover is finished");
      case Phase.Revoked revoked -> conflict(view, "wait until the failover is finished");
    };
  }

  private static Verdict resume(RoleView view) {
    if (!(view.state().phase() instanceof Phase.Paused)) {
      return conflict(view, "it is not paused");
    }
    if (!PauseDecision.mayTakeTtl(view)) {
      return conflict(
          view,
          "lease.ttl changes from %s to %s: wait %s after the last change"
              .formatted(view.ttl(), view.lease().ttl(), view.ttl()));
    }
    return PauseDecision.request(view)
        .<Verdict>map(Verdict.Do::new)
        .orElseGet(() ->
            refuse(
                Kind.UNFIT,
                "resume needs exactly one writable PostgreSQL, or the last primary's node; stop"
                    + " every other writable server first"));
  }

  private static Verdict confirmFenced(RoleView view, Command.ConfirmFenced confirm) {
    return awaited(view.state().phase(), confirm.node())
        .<Verdict>map(token -> new Verdict.Do(new LedgerEvent.PrimaryFenced(token, confirm.by())))
        .orElseGet(() ->
            conflict(
                view, confirm.node() + " is no revoked or resuming primary that is waited for"));
  }

  /**
   * The token that only this node can give back. H6: a resuming holder is never revoked by itself,
   * so that without a named person's word nothing would end the resume of a node that died.
   */
  private static Optional<Token> awaited(Phase phase, NodeId node) {
    return switch (phase) {
      case Phase.Revoked revoked when revoked.holder().node().equals(node) ->
          Optional.of(revoked.token());
      case Phase.Resuming resuming when resuming.holder().node().equals(node) ->
          Optional.of(resuming.token());
      case Phase.Revoked _, Phase.Resuming _ -> Optional.empty();
      case Phase.Vacant _, Phase.Bootstrapping _, Phase.Paused _ -> Optional.empty();
      case Phase.Granted _, Phase.Primary _, Phase.SwitchingOver _ -> Optional.empty();
    };
  }

  /** L6: a new journal of a voter; by hand when the machine is another one. */
  private static Verdict confirmVoterGone(RoleView view, Command.ConfirmVoterGone confirm) {
    if (!LeaderPlacement.mayChangeVoters(view)) {
      return conflict(view, "wait " + view.ttl() + " after the last change");
    }
    return newcomer(view, confirm.node())
        .<Verdict>map(voter -> new Verdict.Do(new LedgerEvent.VoterReplaced(voter)))
        .orElseGet(() ->
            refuse(
                Kind.UNFIT,
                "no new journal of " + confirm.node() + " said hello; start its daemon first"));
  }

  /** The voter that a hello announces in place of one that the state names. */
  static Optional<Voter> newcomer(RoleView view, NodeId node) {
    return Optional.ofNullable(view.board().hellos().get(node))
        .filter(heard -> isAnother(view, voter(node, heard.what())))
        .filter(
            heard -> heard.isWithin(view.election().electionTimeout().multipliedBy(3), view.now()))
        .map(heard -> voter(node, heard.what()));
  }

  private static Voter voter(NodeId node, Message.Hello hello) {
    return new Voter(node, hello.incarnation(), hello.machine());
  }

  /** The state names another life of its node. */
  private static boolean isAnother(RoleView view, Voter voter) {
    return view.state().voters().of(voter.node()).filter(old -> !old.isSame(voter)).isPresent();
  }

  private static Optional<Verdict> unknownNode(RoleView view, NodeId node) {
    return view.dataNodes().contains(node)
        ? Optional.empty()
        : Optional.of(
            refuse(
                Kind.UNKNOWN,
                "%s is no data node of %s; there are %s"
                    .formatted(node, view.settings().name(), view.dataNodes())));
  }

  private static Verdict conflict(RoleView view, String why) {
    return refuse(
        Kind.CONFLICT,
        "%s; %s is %s"
            .formatted(
                why, view.settings().name(), view.state().phase().getClass().getSimpleName()));
  }

  private static Verdict refuse(Kind kind, String message) {
    return new Verdict.Refuse(new CommandResult.Refused(kind, message));
  }
}
