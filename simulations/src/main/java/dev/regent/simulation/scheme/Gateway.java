package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Life;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The loop that document 001 recommends against two masters: it pings the gateway (here the cell's
 * witness) and stops keepalived after so many failures in a row; it starts it again when the
 * gateway answers.
 */
final class Gateway {
  private final Cell cell;
  private final Routers routers;
  private final boolean pinged;
  private final long each;
  private final int failures;
  private final SortedMap<String, Integer> failed = new TreeMap<>();

  Gateway(Cell cell, Routers routers, Knobs knobs) {
    this.cell = cell;
    this.routers = routers;
    this.pinged = knobs.flag("gateway.pinged", false);
    this.each = knobs.time("gateway.interval", "1s");
    this.failures = knobs.number("gateway.failures", 3);
  }

  void begin() {
    if (!pinged) {
      return;
    }
    if (cell.witnesses().isEmpty()) {
      throw new IllegalArgumentException("gateway.pinged needs a witness, which is the gateway");
    }
    for (Host host : cell.dataHosts()) {
      loop(host, cell.random().between(1, each));
      host.onBoot(() -> loop(host, 0));
    }
  }

  private void loop(Host host, long first) {
    Life life = host.process("ping");
    cell.agenda().after(first, life, () -> ping(host, life));
  }

  private void ping(Host host, Life life) {
    Host gateway = cell.witnesses().getFirst();
    boolean answers = gateway.runs() && cell.wires().daemonsConnect(host.id(), gateway.id());
    int count = answers ? 0 : failed.getOrDefault(host.toString(), 0) + 1;
    boolean wasStopped = failed.getOrDefault(host.toString(), 0) >= failures;
    failed.put(host.toString(), count);
    if (count == failures) {
      cell.decision(host, "the gateway did not answer %d pings".formatted(failures));
      routers.of(host).stop();
    } else if (answers && wasStopped) {
      routers.of(host).start();
    }
    cell.agenda().after(each, life, () -> ping(host, life));
  }
}
