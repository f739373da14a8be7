package dev.regent.controller.role;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.WalPosition;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Promotion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who may become primary, and who is best: S2. */
final class Candidates {
  private Candidates() {}

  /** Runs in recovery, has replayed all it has, and its directory is whole. */
  static boolean isFit(NodeReport report) {
    return report.postgres().status() == PostgresStatus.STANDBY
        && report.postgres().consistent()
        && report.directoryIntact()
        && report.postgres().systemId().isPresent();
  }

  static boolean isOurs(NodeReport report, DatabaseState state) {
    return state.systemId().isEmpty() || report.postgres().systemId().equals(state.systemId());
  }

  /**
   * S2: the last promoted node is a candidate by itself, while it has its promotion and is not
   * behind anybody's report of that timeline. It may be on a later one: of a promotion that was
   * never committed, under which nothing was acknowledged (S4) and nobody followed.
   */
  static boolean isLastPromoted(RoleView view, NodeReport report) {
    Optional<Promotion> last =
        view.state().lastPromoted().filter(p -> p.node().equals(report.session().node()));
    if (last.isEmpty()) {
      return false;
    }
    WalPosition rank = report.postgres().rank();
    WalPosition promotion = new WalPosition(last.get().timeline(), last.get().endOfRecovery());
    return rank.compareTo(promotion) >= 0
        && view.dataNodes().stream()
            .flatMap(node -> view.last(node).stream())
            .filter(other -> isOurs(other, view.state()))
            .map(other -> other.postgres().rank())
            .filter(other -> other.timeline().equals(promotion.timeline()))
            .allMatch(other -> rank.lsn().isAtLeast(other.lsn()));
  }

  /** The best by (timeline, max(flushed, replayed)), then priority, then name. */
  static Optional<NodeReport> best(RoleView view, List<NodeReport> candidates) {
    Comparator<NodeReport> order =
        Comparator.<NodeReport, WalPosition>comparing(report -> report.postgres().rank())
            .thenComparingInt(report -> priority(view, report.session().node()))
            .thenComparing(report -> report.session().node(), Comparator.reverseOrder());
    return candidates.stream().max(order);
  }

  private static int priority(RoleView view, NodeId node) {
    return view.settings().dataNode(node).map(DataNodeSettings::priority).orElse(0);
  }

  /** R5: whether somebody else looks able to take over right now. Decides speed, not safety. */
  static boolean isAnybodyFit(RoleView view, NodeId holder) {
    SyncSet sync = view.state().sync();
    boolean asynchronous = view.state().mode() == ProtectionMode.PERFORMANCE;
    if (!asynchronous && sync.isAlone()) {
      return false;
    }
    List<NodeReport> fit =
        view.dataNodes().stream()
            .filter(node -> !node.equals(holder))
            .filter(node -> asynchronous || sync.contains(node))
            .flatMap(node -> view.fresh(node).stream())
            .filter(report -> isFit(report) && isOurs(report, view.state()))
            .toList();
    return asynchronous
        ? fit.stream().anyMatch(report -> lag(view, report) <= view.settings().maxLagBytes())
        : fit.size() >= sync.answersNeeded();
  }

  /**
   * Bytes by which a candidate is behind the last known position of the last promoted primary: 0
   * before any promotion, {@link Long#MAX_VALUE} when nobody knows.
   */
  static long lag(RoleView view, NodeReport candidate) {
    return view.state().lastPromoted().map(last -> lag(view, last, candidate)).orElse(0L);
  }

  private static long lag(RoleView view, Promotion last, NodeReport candidate) {
    WalPosition rank = candidate.postgres().rank();
    Optional<WalPosition> old =
        view.board()
            .position(last.node())
            .filter(position -> position.timeline().equals(last.timeline()));
    if (old.isEmpty() || rank.timeline().compareTo(last.timeline()) > 0) {
      return Long.MAX_VALUE;
    }
    // On an older timeline only what lies before the fork is the primary's.
    boolean forked =
        rank.timeline().compareTo(last.timeline()) < 0
            && rank.lsn().isAtLeast(last.endOfRecovery());
    Lsn common = forked ? last.endOfRecovery() : rank.lsn();
    return Math.max(0, old.get().lsn().bytesSince(common));
  }

  /** What the grant's event says of those who were considered. */
  static List<LedgerEvent.Candidate> describe(List<NodeReport> all, List<NodeReport> eligible) {
    return all.stream()
        .map(report ->
            new LedgerEvent.Candidate(
                report.session().node(), report.postgres().rank(), eligible.contains(report)))
        .toList();
  }
}
