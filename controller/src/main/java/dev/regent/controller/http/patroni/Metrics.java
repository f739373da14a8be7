package dev.regent.controller.http.patroni;

import dev.regent.controller.http.view.StatusView;
import dev.regent.controller.http.view.StatusView.NodeView;
import dev.regent.controller.http.view.StatusViews;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The body of {@code GET /metrics}: Prometheus' text format, for all databases of a node. */
public final class Metrics {

  /** A database on this node. */
  private record Sample(Local local, StatusView status) {
    String labels() {
      return "database=\"%s\",node=\"%s\"".formatted(status.name(), status.answeredBy());
    }

    Optional<PostgresView> postgres() {
      return local.fresh().map(NodeReport::postgres);
    }

    Optional<Number> lsn(Function<PostgresView, Lsn> which) {
      return postgres().map(which).map(Lsn::value);
    }
  }

  /** A number of a database on this node. */
  private record Gauge(String name, String help, Function<Sample, Optional<Number>> value) {}

  /** A number of a data node, as this node knows it. */
  private record MemberGauge(String name, String help, Function<NodeView, Optional<Long>> value) {}

  private static final List<Gauge> GAUGES =
      List.of(
          flag("regent_quorum", "This node is part of a majority.", s -> s.status().quorum()),
          flag(
              "regent_leader",
              "This node's replica leads the ledger.",
              s -> s.status().leader().filter(s.status().answeredBy()::equals).isPresent()),
          gauge("regent_term", "The newest term seen.", s -> Optional.of(s.status().term())),
          flag(
              "regent_redundant",
              "One more failure would be survived.",
              s -> s.status().redundant()),
          flag("regent_paused", "Role changes are paused.", s -> s.status().paused()),
          flag(
              "regent_settled",
              "There is a primary, and no change of it is under way.",
              s -> s.status().phase().equals("primary")),
          gauge(
              "regent_sync_members",
              "Members of the synchronous set.",
              s -> Optional.of(s.status().sync().members().size())),
          gauge(
              "regent_sync_confirmations",
              "How many members confirm each write.",
              s -> Optional.of(s.status().sync().confirmations())),
          flag("regent_postgres_running", "PostgreSQL answers here.", s -> s.local().isRunning()),
          flag(
              "regent_primary",
              "PostgreSQL here is the writable, open primary.",
              s -> s.local().isPrimary()),
          flag("regent_replica", "PostgreSQL here is an open standby.", s -> s.local().isReplica()),
          flag(
              "regent_lease_live",
              "The lease is held here.",
              s -> s.local().fresh().flatMap(NodeReport::lease).isPresent()),
          gauge(
              "regent_agent_report_age_seconds",
              "Since the last report of the agent here.",
              s -> s.local().age().map(age -> age.toMillis() / 1000.0)),
          gauge(
              "regent_postgres_timeline",
              "PostgreSQL's timeline here.",
              s -> s.postgres().map(view -> view.flushed().timeline().number())),
          gauge(
              "regent_wal_received_bytes",
              "End of the WAL that is on disk here.",
              s -> s.lsn(view -> view.rank().lsn())),
          gauge(
              "regent_wal_replayed_bytes",
              "End of the WAL that is replayed here.",
              s -> s.lsn(PostgresView::replayed)));

  private static final List<MemberGauge> MEMBER_GAUGES =
      List.of(
          new MemberGauge(
              "regent_lag_bytes", "WAL that a data node has not received.", NodeView::lagBytes),
          new MemberGauge(
              "regent_replay_lag_bytes",
              "WAL that a data node has not replayed.",
              NodeView::replayLagBytes),
          new MemberGauge(
              "regent_node_problem",
              "An agent cannot do what it was told.",
              node -> node.reportAgeMs().map(age -> node.problem().isPresent() ? 1L : 0L)));

  private final StringBuilder text = new StringBuilder();

  private Metrics() {}

  /** The numbers of {@code nodes}: this node, once for each database. */
  public static String of(List<Local> nodes, String version) {
    List<Sample> samples =
        nodes.stream()
            .map(node -> new Sample(node, StatusViews.of(node.voter(), node.now())))
            .toList();
    Metrics metrics = new Metrics();
    metrics.head("regent_info", "What runs here.");
    metrics.line("regent_info", "version=\"%s\"".formatted(version), 1);
    GAUGES.forEach(gauge -> metrics.write(gauge, samples));
    MEMBER_GAUGES.forEach(gauge -> metrics.write(gauge, samples));
    return metrics.text.toString();
  }

  private static Gauge gauge(
      String name, String help, Function<Sample, Optional<? extends Number>> value) {
    return new Gauge(name, help, sample -> value.apply(sample).map(number -> number));
  }

  private static Gauge flag(String name, String help, Function<Sample, Boolean> value) {
    return new Gauge(name, help, sample -> Optional.of(value.apply(sample) ? 1 : 0));
  }

  private void write(Gauge gauge, List<Sample> samples) {
    head(gauge.name(), gauge.help());
    for (Sample sample : samples) {
      gauge.value().apply(sample).ifPresent(value -> line(gauge.name(), sample.labels(), value));
    }
  }

  private void write(MemberGauge gauge, List<Sample> samples) {
    head(gauge.name(), gauge.help());
    for (Sample sample : samples) {
      for (NodeView node : sample.status().nodes()) {
        String labels = "%s,member=\"%s\"".formatted(sample.labels(), node.node());
        gauge.value().apply(node).ifPresent(value -> line(gauge.name(), labels, value));
      }
    }
  }

  private void head(String name, String help) {
    text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, help, name));
  }

  private void line(String name, String labels, Number value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }
}
