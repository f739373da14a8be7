package dev.regent.controller.http.view;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.controller.http.view.StatusView.NodeView;
import dev.regent.controller.http.view.StatusView.ProblemView;
import dev.regent.controller.role.Board;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresView;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The nodes of a database as the reports on a voter's board show them. */
final class NodeViews {
  private final VoterState voter;
  private final MonotonicTime now;

  private NodeViews(VoterState voter, MonotonicTime now) {
    this.voter = voter;
    this.now = now;
  }

  /** Data nodes and witnesses, by name. */
  static List<NodeView> of(VoterState voter, MonotonicTime now) {
    NodeViews views = new NodeViews(voter, now);
    TreeSet<NodeId> nodes = new TreeSet<>(voter.setup().order());
    voter.setup().database().dataNodes().forEach(data -> nodes.add(data.node()));
    return nodes.stream().map(views::of).toList();
  }

  private NodeView of(NodeId node) {
    return voter
        .board()
        .report(node)
        .map(heard -> reported(node, heard))
        .orElseGet(() -> silent(node));
  }

  private NodeView reported(NodeId node, Board.Heard<NodeReport> heard) {
    NodeReport report = heard.what();
    PostgresView postgres = report.postgres();
    Optional<Lsn> reference = Positions.reference(voter);
    return new NodeView(
        node.name(),
        role(node),
        endpoint(node),
        isSyncMember(node),
        Optional.of(now.since(heard.at()).toMillis()),
        heard.isWithin(voter.setup().lease().suspectTime(), now),
        Words.of(postgres.status()),
        report.isWritable(),
        report.open(),
        Optional.of(postgres.flushed().timeline())
            .filter(timeline -> !timeline.equals(TimelineId.NONE))
            .map(TimelineId::number),
        known(postgres.rank().lsn()),
        known(postgres.replayed()),
        Positions.lagBytes(reference, postgres),
        Positions.replayLagBytes(reference, postgres),
        postgres.receiver().filter(PostgresView.Receiver::streaming).isPresent(),
        postgres.receiver().map(receiver -> receiver.source().name()),
        postgres.consistent(),
        report.directoryIntact(),
        report.paused(),
        Optional.of(report.session().toString()),
        Optional.of(report.obeyed().toString()),
        report.lease().map(Object::toString),
        report.dead().map(Object::toString),
        report.problem().map(NodeViews::problem));
  }

  private NodeView silent(NodeId node) {
    return new NodeView(
        node.name(),
        role(node),
        endpoint(node),
        isSyncMember(node),
        Optional.empty(),
        false,
        "unknown",
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private String role(NodeId node) {
    if (voter.setup().isWitness(node)) {
      return "witness";
    }
    boolean primary =
        voter.replica().state().flatMap(Positions::primaryOf).filter(node::equals).isPresent();
    return primary ? "primary" : "standby";
  }

  private Optional<String> endpoint(NodeId node) {
    return voter
        .setup()
        .database()
        .dataNode(node)
        .map(DataNodeSettings::endpoint)
        .map(Object::toString);
  }

  private boolean isSyncMember(NodeId node) {
    return voter.replica().state().filter(state -> state.sync().contains(node)).isPresent();
  }

  private static Optional<String> known(Lsn lsn) {
    return lsn.equals(Lsn.ZERO) ? Optional.empty() : Optional.of(lsn.toString());
  }

  private static ProblemView problem(NodeReport.Problem problem) {
    return new ProblemView(
        problem.revision().toString(), problem.code(), problem.message(), problem.retry());
  }
}
