package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;

/**
 * A row whose commit returned without a warning on a live connection: acknowledged.
 *
 * @param where the server that acknowledged it, and its timeline then
 * @param invoked before the statement was sent
 * @param acknowledged after the answer had arrived
 */
public record Commit(Row row, Reign where, MonotonicTime invoked, MonotonicTime acknowledged) {

  /** The key of a row. */
  public record Row(int writer, int sequence) {}

  /** One unbroken life of a server as primary: no two have the same timeline (S5). */
  public record Reign(NodeId node, int timeline) {}
}
