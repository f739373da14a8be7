package dev.regent.controller.http.patroni;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.regent.controller.http.view.StatusView;
import dev.regent.controller.http.view.StatusView.NodeView;
import java.util.List;
import java.util.Optional;

/** The body of {@code GET /cluster}, with Patroni's field names. Witnesses are left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ClusterView(List<Member> members, String scope, Optional<Boolean> pause) {

  /** A data node; {@code lag} is what it has not replayed, in bytes, or "unknown". */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Member(
      String name,
      String role,
      String state,
      Optional<String> host,
      Optional<Integer> port,
      Optional<Integer> timeline,
      Optional<Object> lag) {}

  /** The members as {@code status} shows them. */
  public static ClusterView of(StatusView status) {
    return new ClusterView(
        status.nodes().stream()
            .filter(node -> !node.role().equals("witness"))
            .map(node -> member(node, status))
            .toList(),
        status.name(),
        status.paused() ? Optional.of(true) : Optional.empty());
  }

  private static Member member(NodeView node, StatusView status) {
    boolean leader = node.role().equals("primary");
    return new Member(
        node.node(),
        leader ? "leader" : replicaRole(node, status),
        state(node),
        node.endpoint().map(text -> text.substring(0, text.lastIndexOf(':'))),
        node.endpoint().map(text -> Integer.parseInt(text.substring(text.lastIndexOf(':') + 1))),
        node.timeline(),
        leader
            ? Optional.empty()
            : Optional.of(node.replayLagBytes().<Object>map(bytes -> bytes).orElse("unknown")));
  }

  private static String replicaRole(NodeView node, StatusView status) {
    return node.syncMember() && status.sync().confirmations() > 0 ? "sync_standby" : "replica";
  }

  private static String state(NodeView node) {
    if (!node.reportFresh()) {
      return "unknown";
    }
    return switch (node.postgres()) {
      case "standby" -> node.streaming() ? "streaming" : "running";
      case "primary" -> "running";
      case "unresponsive" -> "crashed";
      default -> node.postgres();
    };
  }
}
