package dev.regent.config.settings;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Invariants;
import dev.regent.protocol.NodeId;

/**
 * One node of the cell, as the others reach it.
 *
 * @param host a name or an IPv4 address that all nodes resolve to this one
 * @param clusterPort where the nodes talk to each other (Akka Artery)
 * @param httpPort where operators, load balancers and monitoring ask
 */
public record NodeSettings(NodeId id, NodeRole role, String host, int clusterPort, int httpPort) {
  public NodeSettings {
    Invariants.require(Texts.isHost(host), "host is " + Texts.HOST_ALLOWED + ", got: " + host);
    Invariants.require(Texts.isPort(clusterPort), "cluster port in 1..65535: " + clusterPort);
    Invariants.require(Texts.isPort(httpPort), "http port in 1..65535: " + httpPort);
  }

  public Endpoint clusterEndpoint() {
    return new Endpoint(host, clusterPort);
  }

  public Endpoint httpEndpoint() {
    return new Endpoint(host, httpPort);
  }
}
