package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Database;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.world.base.Life;
import dev.regent.simulation.world.base.Nanos;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * repmgr's daemon on a node with data. A standby that loses its upstream tries again so many times,
 * then counts who is left and is promoted, or follows whoever is. Source: repmgr's manual,
 * "Automatic failover with repmgrd"; a lone standby wins by default.
 */
final class Repmgrd {
  private static final long MONITORS_EACH = 2 * Nanos.SECOND;

  private final Host host;
  private final Cell cell;
  private final Settings settings;
  private Life life = new Life("repmgrd");
  private int attempts;
  private boolean paused;

  /**
   * What {@code repmgr.conf} says.
   *
   * @param attempts {@code reconnect_attempts}
   * @param interval {@code reconnect_interval}, in nanoseconds
   * @param witness whether a node without data is registered as witness
   * @param consensus {@code primary_visibility_consensus}
   */
  record Settings(int attempts, long interval, boolean witness, boolean consensus) {
    static Settings of(Knobs knobs) {
      return new Settings(
          knobs.number("repmgr.reconnect-attempts", 6),
          knobs.time("repmgr.reconnect-interval", "10s"),
          knobs.flag("repmgr.witness", false),
          knobs.flag("repmgr.primary-visibility-consensus", false));
    }
  }

  Repmgrd(Host host, Settings settings) {
    this.host = host;
    this.cell = host.cell();
    this.settings = settings;
  }

  void start() {
    if (!life.isEnded()) {
      life.end();
    }
    life = host.process("repmgrd");
    attempts = 0;
    Life mine = life;
    cell.agenda().after(cell.random().between(1, MONITORS_EACH), mine, () -> monitor(mine));
  }

  Life life() {
    return life;
  }

  void pause(boolean is) {
    paused = is;
  }

  private void monitor(Life mine) {
    Database own = host.database();
    long next = MONITORS_EACH;
    if (paused || !own.isStandby() || own.upstream() == host || sees(own.upstream())) {
      attempts = 0;
    } else {
      attempts++;
      cell.decision(
          host,
          "repmgrd cannot reach %s, attempt %d of %d"
              .formatted(own.upstream(), attempts, settings.attempts));
      next = settings.interval;
      if (attempts >= settings.attempts) {
        attempts = 0;
        elect(own.upstream());
      }
    }
    cell.agenda().after(next, mine, () -> monitor(mine));
  }

  private boolean sees(Host other) {
    return cell.reachable(host).anyMatch(each -> each == other) && other.database().admits();
  }

  /** Everybody but the failed primary who has a say. */
  private List<Host> siblings(Host failed) {
    return Stream.concat(
            cell.dataHosts().stream().filter(other -> other.database().isInRecovery()),
            settings.witness ? cell.witnesses().stream() : Stream.of())
        .filter(other -> other != host && other != failed)
        .toList();
  }

  private void elect(Host failed) {
    List<Host> siblings = siblings(failed);
    List<Host> visible =
        siblings.stream()
            .filter(other -> cell.reachable(host).anyMatch(each -> each == other))
            .filter(other -> !other.hasData() || other.database().isStandby())
            .toList();
    boolean isMinority = !siblings.isEmpty() && 2 * (visible.size() + 1) <= siblings.size() + 1;
    boolean isSeen = visible.stream().anyMatch(other -> canSee(other, failed));
    if (isMinority) {
      cell.decision(host, "repmgrd sees no majority, so no promotion");
    } else if (settings.consensus && isSeen) {
      cell.decision(host, "repmgrd: another node sees the primary, so no promotion");
    } else if (best(visible) == host) {
      cell.decision(host, "repmgrd promotes this node");
      host.database().promote(() -> lead(visible));
    }
  }

  private boolean canSee(Host other, Host failed) {
    return failed.database().admits() && cell.wires().daemonsConnect(other.id(), failed.id());
  }

  private Host best(List<Host> visible) {
    return Stream.concat(Stream.of(host), visible.stream())
        .filter(Host::hasData)
        .max(
            Comparator.<Host>comparingInt(other -> other.database().log().size())
                .thenComparing(other -> other.id(), Comparator.reverseOrder()))
        .orElseThrow();
  }

  private void lead(List<Host> visible) {
    visible.stream().filter(Host::hasData).forEach(other -> other.database().follow(host));
  }
}
