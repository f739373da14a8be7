package dev.regent.simulation.bench.run;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.drill.fault.HeldReplay;
import dev.regent.simulation.lab.Disks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** All faults of the benchmark. */
public final class Troubles {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SWITCHOVER_LIMIT = Duration.ofMinutes(2);

  private static final List<Trouble> ALL =
      List.of(
          Trouble.of("postmaster-killed", Duration.ZERO, Troubles::killPostmaster, at -> {}),
          Trouble.of("switchover", Duration.ZERO, Troubles::switchOver, at -> {}),
          Trouble.of("node-killed", Duration.ZERO, Troubles::killNode, Troubles::bootNode),
          Trouble.of(
              "cable-pulled",
              MINUTE,
              at -> at.stage().setCarrier(at.primaryNode(), false),
              at -> at.stage().setCarrier(at.primaryNode(), true)),
          Trouble.of("daemon-frozen", MINUTE, Troubles::freezeDaemon, Troubles::thawDaemon),
          Trouble.of(
              "replication-cut",
              MINUTE,
              at -> at.stage().cut(at.primaryNode(), at.standbyNode()),
              at -> at.stage().heal()),
          Trouble.of("witness-killed", MINUTE, Troubles::killWitness, Troubles::bootWitness),
          Trouble.of(
              "data-disk-stalled",
              MINUTE,
              at -> Disks.freeze(at.stage().place(), at.primaryNode()),
              at -> Disks.thaw(at.stage().place(), at.primaryNode())),
          new Trouble("replay-conflict", Duration.ZERO, Troubles::holdReplay));

  private Troubles() {}

  /** Their names, in the order in which they strike. */
  public static List<String> names() {
    return ALL.stream().map(Trouble::name).toList();
  }

  /** Whether data nodes need a disk that can be stalled. */
  static boolean stallsDisks(String name) {
    return name.equals("data-disk-stalled");
  }

  static Trouble named(String name) {
    return ALL.stream().filter(trouble -> trouble.name().equals(name)).findFirst().orElseThrow();
  }

  private static void killPostmaster(Situation at) {
    Signals.killPostmaster(at.primary());
  }

  private static void switchOver(Situation at) {
    at.contender().switchover(at.primaryNode(), at.standbyNode());
    Await.until(
        SWITCHOVER_LIMIT,
        "%s is primary after the switchover".formatted(at.standbyNode()),
        () -> Situation.primaries(at.contender()).contains(at.standby()));
  }

  private static void killNode(Situation at) {
    kill(at, at.primaryNode());
  }

  private static void bootNode(Situation at) {
    at.contender().release(at.primaryNode());
  }

  private static void killWitness(Situation at) {
    kill(at, at.stage().witness());
  }

  private static void bootWitness(Situation at) {
    at.contender().release(at.stage().witness());
  }

  private static void kill(Situation at, NodeId node) {
    at.contender().hold(node);
    at.stage().killAll(node);
  }

  private static void freezeDaemon(Situation at) {
    List<Long> daemon = at.contender().daemon(at.primaryNode());
    if (daemon.isEmpty()) {
      throw new DrillFailed("no daemon runs on " + at.primaryNode());
    }
    daemon.forEach(Signals::freeze);
  }

  private static void thawDaemon(Situation at) {
    at.contender().daemon(at.primaryNode()).forEach(Signals::thaw);
  }

  private static Trouble.Ready holdReplay(Situation at) throws SQLException {
    Sql reader = open(at, false);
    try (Sql sql = open(at, true);
        Sql standby =
            Sql.open(at.standby().endpoint(), at.contender().superuser(), Sql.Patience.LONG)) {
      HeldReplay.by(reader, sql, standby);
    } catch (SQLException | DrillFailed failed) {
      reader.close();
      throw failed;
    }
    return Trouble.ready(at, Troubles::killPostmaster, healed -> reader.close());
  }

  private static Sql open(Situation at, boolean primary) throws SQLException {
    return Sql.open(
        (primary ? at.primary() : at.standby()).endpoint(),
        at.contender().client(),
        Sql.Patience.LONG);
  }
}
