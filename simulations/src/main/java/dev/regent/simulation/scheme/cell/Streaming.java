package dev.regent.simulation.scheme.cell;

import dev.regent.simulation.world.base.Nanos;
import java.util.List;

/** Replication: every standby takes what its upstream has, each few milliseconds. */
public final class Streaming {
  private static final long EACH = 10 * Nanos.MILLI;

  private final Cell cell;
  private final List<Host> hosts;

  Streaming(Cell cell, List<Host> hosts) {
    this.cell = cell;
    this.hosts = List.copyOf(hosts);
  }

  void start() {
    hosts.forEach(this::stream);
    cell.after(EACH, this::start);
  }

  private void stream(Host standby) {
    if (isStreaming(standby)) {
      Database upstream = standby.database().upstream().database();
      standby.database().log().streamFrom(upstream.log());
      upstream.log().confirm(standby.database().log().size());
    }
  }

  /** The last rows of a server that stops in good order go to all that are connected. */
  void flush(Host stopping) {
    hosts.stream()
        .filter(standby -> standby.database().upstream() == stopping)
        .forEach(this::stream);
  }

  /** Whether it is connected to its upstream and on its line. */
  public boolean isStreaming(Host standby) {
    Database mine = standby.database();
    Host upstream = mine.upstream();
    return upstream != standby
        && mine.isStandby()
        && upstream.database().answers()
        && cell.wires().serversConnect(standby.id(), upstream.id())
        && mine.log().isPrefixOf(upstream.database().log());
  }

  /** Whether {@code pg_stat_replication} there shows a standby. */
  public boolean hasStandby(Host upstream) {
    return hosts.stream()
        .anyMatch(standby -> standby.database().upstream() == upstream && isStreaming(standby));
  }
}
