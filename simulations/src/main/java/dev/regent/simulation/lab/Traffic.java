package dev.regent.simulation.lab;

import java.util.List;
import java.util.stream.Stream;

/** What of the packets on a way a cut concerns. */
enum Traffic {
  ALL(""),
  /** The daemons' messages and their membership. */
  CONTROL("7400-7401"),
  /** Replication, and whatever else PostgreSQL's port carries. */
  REPLICATION("5432");

  private final String ports;

  Traffic(String ports) {
    this.ports = ports;
  }

  /** What a rule of nftables says of such packets: one for each side that has the port. */
  List<String> matches() {
    return ports.isEmpty()
        ? List.of("")
        : Stream.of("dport", "sport").map(side -> " tcp %s %s".formatted(side, ports)).toList();
  }
}
