package dev.regent.simulation.demo;

import dev.regent.protocol.NodeId;
import java.net.URI;

/**
 * One node of the demo.
 *
 * @param ports PostgreSQL's is unused on the witness
 */
record DemoNode(NodeId id, boolean witness, String address, Ports ports, NodeFiles files) {

  /** On the node's own address; PostgreSQL's on 127.0.0.1 too, so each node has another one. */
  record Ports(int http, int cluster, int postgres) {}

  URI http() {
    return URI.create("http://%s:%d".formatted(address, ports.http()));
  }
}
