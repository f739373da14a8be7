package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import java.net.URI;
import java.util.Optional;

/**
 * One node of a cell on this machine.
 *
 * @param ports PostgreSQL's is unused on the witness
 * @param network the network namespace that its processes run in; empty: this machine's own
 */
public record DemoNode(
    NodeId id,
    boolean witness,
    String address,
    Ports ports,
    NodeFiles files,
    Optional<String> network) {

  /**
   * On the node's own address; PostgreSQL's on 127.0.0.1 too, so each node of one network has
   * another one.
   */
  public record Ports(int http, int cluster, int postgres) {}

  public URI http() {
    return URI.create("http://%s:%d".formatted(address, ports.http()));
  }
}
