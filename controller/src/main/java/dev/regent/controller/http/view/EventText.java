package dev.regent.controller.http.view;

import dev.regent.protocol.NodeId;
import java.util.Optional;

/** What a ledger event says to people; the components are those of {@link HistoryView}'s entry. */
record EventText(
    String event, Optional<NodeId> node, Optional<String> reason, String why, String details) {

  static EventText about(String event, NodeId node, String why, String details) {
    return new EventText(event, Optional.of(node), Optional.empty(), why, details);
  }

  static EventText general(String event, String why, String details) {
    return new EventText(event, Optional.empty(), Optional.empty(), why, details);
  }

  EventText concerning(Optional<NodeId> whom) {
    return new EventText(event, whom, reason, why, details);
  }

  EventText because(Enum<?> constant) {
    return new EventText(event, node, Optional.of(Words.of(constant)), why, details);
  }
}
