package dev.regent.simulation.bench.run;

import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.RedundancyWatch;
import dev.regent.simulation.drill.Replication;
import dev.regent.simulation.drill.Server;
import java.sql.SQLException;
import java.util.List;

/** Whether one server is primary and the other follows it; by PostgreSQL's word alone. */
final class Redundancy implements RedundancyWatch.Check {
  private final Contender contender;
  private volatile String missing = "not looked yet";

  Redundancy(Contender contender) {
    this.contender = contender;
  }

  @Override
  public String missing() {
    return missing;
  }

  @Override
  public boolean holds() {
    List<Server> primaries = Situation.primaries(contender);
    missing =
        primaries.size() == 1
            ? missing(primaries.getFirst())
            : "%d of the servers are primaries".formatted(primaries.size());
    return missing.isEmpty();
  }

  private String missing(Server primary) {
    List<Server> standbys =
        contender.servers().stream().filter(server -> !server.equals(primary)).toList();
    try {
      return Replication.missing(primary, standbys, contender.superuser());
    } catch (SQLException | DrillFailed failed) {
      return "PostgreSQL: " + failed.getMessage();
    }
  }
}
