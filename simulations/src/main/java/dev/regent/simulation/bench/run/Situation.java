package dev.regent.simulation.bench.run;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.bench.contender.Contender;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.lab.Stage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who was what before a fault, by PostgreSQL's word. */
public record Situation(Stage stage, Contender contender, Server primary, Server standby) {
  private static final Sql.Patience PATIENCE =
      new Sql.Patience(Duration.ofSeconds(1), Duration.ofSeconds(2));

  /** Of a system with one primary. */
  static Situation of(Stage stage, Contender contender) {
    List<Server> primaries = primaries(contender);
    if (primaries.size() != 1) {
      throw new DrillFailed("there are %d primaries before the fault".formatted(primaries.size()));
    }
    Server standby =
        contender.servers().stream()
            .filter(server -> !primaries.contains(server))
            .findFirst()
            .orElseThrow();
    return new Situation(stage, contender, primaries.getFirst(), standby);
  }

  NodeId primaryNode() {
    return primary.node();
  }

  NodeId standbyNode() {
    return standby.node();
  }

  /** Servers that are no standbys, the one on the newest timeline first. */
  public static List<Server> primaries(Contender contender) {
    return contender.servers().stream()
        .filter(server -> timeline(server, contender.superuser()).isPresent())
        .sorted(
            Comparator.comparing(
                    (Server server) -> timeline(server, contender.superuser()).orElse(0))
                .reversed())
        .toList();
  }

  /** The timeline that a server writes on; empty when it is no primary, or does not answer. */
  private static Optional<Integer> timeline(Server server, Login login) {
    try (Sql sql = Sql.open(server.endpoint(), login, PATIENCE)) {
      String timeline =
          sql.value(
              "SELECT CASE WHEN NOT pg_is_in_recovery() THEN"
                  + " substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) END");
      return timeline.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(timeline, 16));
    } catch (SQLException noAnswer) {
      return Optional.empty();
    }
  }
}
