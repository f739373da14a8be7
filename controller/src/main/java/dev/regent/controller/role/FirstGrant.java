package dev.regent.controller.role;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.event.GrantReason;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The first primary of a formation: reports of all data nodes, one system identifier (L6). */
final class FirstGrant {
  private FirstGrant() {}

  static RoleDecision decide(RoleView view) {
    List<NodeReport> reports = new ArrayList<>();
    for (NodeId node : view.dataNodes()) {
      Optional<NodeReport> report = view.fresh(node);
      if (report.isEmpty()) {
        return new RoleDecision.Hold(Reason.WAITING_FOR_ALL_DATA_NODES);
      }
      reports.add(report.get());
    }
    List<NodeReport> holding =
        reports.stream()
            .filter(report -> report.postgres().status() != PostgresStatus.ABSENT)
            .toList();
    if (holding.isEmpty()) {
      return new RoleDecision.Propose(new LedgerEvent.BootstrapStarted(firstInOrder(view)));
    }
    return highest(view, holding);
  }

  /** The node that creates the database when all are empty: highest priority, then name. */
  private static NodeId firstInOrder(RoleView view) {
    return view.settings().dataNodes().stream()
        .max(
            Comparator.comparingInt(DataNodeSettings::priority)
                .thenComparing(DataNodeSettings::node, Comparator.reverseOrder()))
        .orElseThrow()
        .node();
  }

  private static RoleDecision highest(RoleView view, List<NodeReport> holding) {
    boolean ready = holding.stream().allMatch(Candidates::isFit);
    if (!ready) {
      return new RoleDecision.Hold(Reason.WAITING_FOR_RECOVERY);
    }
    long systems = holding.stream().map(report -> report.postgres().systemId()).distinct().count();
    if (systems > 1) {
      return new RoleDecision.Hold(Reason.SYSTEM_IDS_DIFFER);
    }
    return grant(view, Candidates.best(view, holding).orElseThrow(), holding);
  }

  static RoleDecision bootstrapped(RoleView view, NodeId node) {
    return view.fresh(node)
        .filter(Candidates::isFit)
        .map(report -> grant(view, report, List.of(report)))
        .orElseGet(() -> new RoleDecision.Hold(Reason.BOOTSTRAPPING));
  }

  private static RoleDecision grant(RoleView view, NodeReport chosen, List<NodeReport> among) {
    SystemId systemId = chosen.postgres().systemId().orElseThrow();
    return new RoleDecision.Propose(
        new LedgerEvent.PrimaryGranted(
            chosen.session(),
            systemId,
            view.nextTimeline(),
            GrantReason.FIRST,
            Candidates.describe(among, among),
            0));
  }
}
