package dev.regent.controller.role;

import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.event.SyncReason;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.SyncPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The synchronous set of a serving primary: S1.
 *
 * <p>Always k + |P \ S| <= j. So the ledger relaxes before PostgreSQL does, and tightens after it:
 * {@code SyncPlanned} tightens PostgreSQL, and only a report that obeyed it lets {@code
 * SyncSetChanged} tighten the ledger.
 */
final class SyncDecision {
  private SyncDecision() {}

  static RoleDecision decide(RoleView view, Phase.Primary primary) {
    if (view.state().mode() == ProtectionMode.PERFORMANCE) {
      return steady();
    }
    Optional<NodeReport> report = view.fresh(primary.holder());
    if (report.isEmpty()) {
      return steady();
    }
    return relax(view)
        .or(() -> completeOrCancel(view, report.get(), primary.timeline()))
        .or(() -> tighten(view, primary))
        .orElseGet(SyncDecision::steady);
  }

  private static RoleDecision steady() {
    return new RoleDecision.Hold(Reason.STEADY);
  }

  /** Fewer members can confirm than k: k falls in the ledger first. */
  private static Optional<RoleDecision> relax(RoleView view) {
    DatabaseState state = view.state();
    List<NodeId> alive = alive(view);
    if (state.mode() != ProtectionMode.AVAILABILITY
        || alive.size() >= state.sync().confirmations()) {
      return Optional.empty();
    }
    SyncSet next =
        alive.isEmpty() ? SyncSet.ALONE : new SyncSet(state.sync().members(), alive.size());
    return Optional.of(changed(next, SyncReason.STANDBY_LOST));
  }

  private static List<NodeId> alive(RoleView view) {
    List<NodeId> alive = new ArrayList<>();
    for (NodeId node : view.state().sync().members()) {
      if (!isLost(view, node)) {
        alive.add(node);
      }
    }
    return alive;
  }

  /**
   * A member that cannot confirm for longer than it may: its own agent says that it is down, the
   * primary has no walsender for it, or its flush position stands still. That is given as long as
   * the silence of a primary (R1): writes stall for no longer than a failover would take.
   */
  private static boolean isLost(RoleView view, NodeId node) {
    boolean down =
        view.fresh(node)
            .filter(report -> !report.postgres().status().answers() || !report.directoryIntact())
            .isPresent();
    boolean grace =
        view.tenure()
            .health(node)
            .filter(health ->
                health.isLost(
                    view.settings().timings().standbyGrace(),
                    view.lease().suspectTime(),
                    view.now()))
            .isPresent();
    boolean missing =
        view.tenure().health(node).filter(health -> health.missingSince().isPresent()).isPresent();
    return grace || (down && missing);
  }

  private static Optional<RoleDecision> completeOrCancel(
      RoleView view, NodeReport primary, TimelineId timeline) {
    return view.state().plan().map(plan -> advance(view, plan, primary, timeline));
  }

  private static RoleDecision advance(
      RoleView view, SyncPlan plan, NodeReport primary, TimelineId timeline) {
    boolean targetLost = plan.target().members().stream().anyMatch(node -> isLost(view, node));
    if (targetLost) {
      return changed(view.state().sync(), SyncReason.STANDBY_LOST);
    }
    boolean confirmed =
        primary
            .sync()
            .filter(sync -> sync.revision().compareTo(plan.plannedAt()) >= 0)
            .filter(sync -> sync.rule().equals(plan.rule()))
            .filter(sync -> isPast(view, plan, new Mark(timeline, sync.x())))
            .isPresent();
    return confirmed ? changed(plan.target(), SyncReason.JOINED) : steady();
  }

  /** Where the members must have come to: x on the primary's timeline. */
  private record Mark(TimelineId timeline, Lsn x) {}

  /** k members of the new S past x; whoever joins must have replayed it, not only flushed it. */
  private static boolean isPast(RoleView view, SyncPlan plan, Mark mark) {
    List<NodeId> past = new ArrayList<>();
    for (NodeId node : plan.target().members()) {
      boolean joins = !view.state().sync().contains(node);
      boolean reached = view.fresh(node).filter(r -> hasReached(r, mark, joins)).isPresent();
      if (reached) {
        past.add(node);
      } else if (joins) {
        return false;
      }
    }
    return past.size() >= plan.target().confirmations();
  }

  private static boolean hasReached(NodeReport report, Mark mark, boolean replayed) {
    boolean sameTimeline =
        report
            .postgres()
            .receiver()
            .filter(receiver -> receiver.streaming() && receiver.timeline().equals(mark.timeline()))
            .isPresent();
    Lsn reached = replayed ? report.postgres().replayed() : report.postgres().flushed().lsn();
    return sameTimeline && reached.isAtLeast(mark.x());
  }

  /** More standbys than the ledger counts on, or members that it should no longer count on. */
  private static Optional<RoleDecision> tighten(RoleView view, Phase.Primary primary) {
    DatabaseState state = view.state();
    SyncSet sync = state.sync();
    List<NodeId> alive = alive(view);
    List<NodeId> joining = joining(view, primary);
    List<NodeId> members = new ArrayList<>(alive);
    members.addAll(joining);
    int wanted = Math.min(view.settings().confirmations(), members.size());
    boolean same =
        joining.isEmpty()
            && alive.size() == sync.members().size()
            && wanted <= sync.confirmations();
    if (same || members.isEmpty()) {
      return Optional.empty();
    }
    int confirmations = Math.max(1, Math.max(wanted, sync.confirmations()));
    if (members.size() < confirmations) {
      return Optional.empty();
    }
    SyncSet target = new SyncSet(members, confirmations);
    SyncRule rule = target.rule();
    boolean grows = alive.size() == sync.members().size() && sync.confirmations() == confirmations;
    if (grows) {
      return Optional.of(changed(target, SyncReason.JOINED));
    }
    if (sync.admits(rule)) {
      return Optional.of(new RoleDecision.Propose(new LedgerEvent.SyncPlanned(rule, target)));
    }
    // Members change and leave, or k rises, at once: whoever joins does so in the ledger first.
    List<NodeId> grown = new ArrayList<>(sync.members());
    grown.addAll(joining);
    return Optional.of(changed(new SyncSet(grown, sync.confirmations()), SyncReason.JOINED));
  }

  /** ANY 1 (b, c) with S = {} is not admitted: from alone they join one after the other. */
  private static List<NodeId> joining(RoleView view, Phase.Primary primary) {
    SyncSet sync = view.state().sync();
    List<NodeId> joining = new ArrayList<>();
    for (NodeId node : view.dataNodes()) {
      boolean mayJoin = joining.isEmpty() || !sync.isAlone();
      boolean another = !node.equals(primary.holder().node()) && !sync.contains(node);
      if (mayJoin && another && isKeepingUp(view, node, primary.timeline())) {
        joining.add(node);
      }
    }
    return joining;
  }

  private static boolean isKeepingUp(RoleView view, NodeId node, TimelineId timeline) {
    boolean streams =
        view.fresh(node)
            .filter(Candidates::isFit)
            .flatMap(report -> report.postgres().receiver())
            .filter(receiver -> receiver.streaming() && receiver.timeline().equals(timeline))
            .isPresent();
    return streams && view.tenure().health(node).filter(StandbyHealth::isConfirming).isPresent();
  }

  private static RoleDecision changed(SyncSet sync, SyncReason reason) {
    return new RoleDecision.Propose(new LedgerEvent.SyncSetChanged(sync, reason));
  }
}
