package dev.regent.controller.http.patroni;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.regent.controller.http.view.Quorum;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.report.NodeReport;
import dev.regent.protocol.report.PostgresStatus;
import dev.regent.protocol.report.PostgresView;
import java.util.List;
import java.util.Optional;

/**
 * The body of {@code GET /patroni} and of every health path, with Patroni's field names.
 *
 * <p>Positions are numbers here, as Patroni has them. What is not known is left out.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PatroniView(
    String state,
    String role,
    Optional<Xlog> xlog,
    Optional<Integer> timeline,
    @JsonProperty("replication_state") Optional<String> replicationState,
    Optional<List<Replication>> replication,
    @JsonProperty("cluster_unlocked") Optional<Boolean> unlocked,
    Optional<Boolean> pause,
    @JsonProperty("database_system_identifier") Optional<String> systemId,
    Product patroni) {

  /** Where the server is: {@code location} on a primary, the others on a standby. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Xlog(
      Optional<Long> location,
      @JsonProperty("received_location") Optional<Long> received,
      @JsonProperty("replayed_location") Optional<Long> replayed) {}

  /** A standby that streams from this primary. */
  public record Replication(
      @JsonProperty("application_name") String name,
      String state,
      @JsonProperty("sync_state") String syncState) {}

  /** What answers. */
  public record Product(String version, String scope, String name) {}

  /** This node's body. */
  public static PatroniView of(Local node, String version) {
    Optional<PostgresView> postgres = node.fresh().map(NodeReport::postgres);
    boolean primary = node.isPrimary();
    return new PatroniView(
        state(postgres.map(PostgresView::status)),
        role(node, primary),
        postgres.filter(view -> view.status().answers()).map(PatroniView::xlog),
        postgres
            .map(view -> view.flushed().timeline())
            .filter(timeline -> !timeline.equals(TimelineId.NONE))
            .map(TimelineId::number),
        node.isStreaming() ? Optional.of("streaming") : Optional.empty(),
        postgres.filter(view -> primary).map(view -> replication(node, view)),
        Quorum.of(node.voter(), node.now()).held() ? Optional.empty() : Optional.of(true),
        node.isPaused() ? Optional.of(true) : Optional.empty(),
        postgres.flatMap(PostgresView::systemId).map(Object::toString),
        new Product(version, node.voter().setup().database().name().name(), node.self().name()));
  }

  private static String role(Local node, boolean primary) {
    if (node.isWitness()) {
      return "witness";
    }
    return primary ? "primary" : "replica";
  }

  private static String state(Optional<PostgresStatus> status) {
    if (status.isEmpty()) {
      return "unknown";
    }
    return switch (status.get()) {
      case PRIMARY, STALLED, STANDBY -> "running";
      case STARTING -> "starting";
      case STOPPED, ABSENT -> "stopped";
      case DYING -> "stopping";
      case UNRESPONSIVE -> "crashed";
    };
  }

  private static Xlog xlog(PostgresView view) {
    if (view.status().isOutOfRecovery()) {
      return new Xlog(known(view.flushed().lsn()), Optional.empty(), Optional.empty());
    }
    return new Xlog(Optional.empty(), known(view.rank().lsn()), known(view.replayed()));
  }

  private static Optional<Long> known(Lsn lsn) {
    return Optional.of(lsn.value()).filter(value -> value != 0);
  }

  private static List<Replication> replication(Local node, PostgresView view) {
    var state = node.voter().replica().state();
    return view.walSenders().stream()
        .map(sender ->
            new Replication(
                sender.node().name(),
                sender.state(),
                state.filter(now -> now.sync().contains(sender.node())).isPresent()
                    ? "quorum"
                    : "async"))
        .toList();
  }
}
