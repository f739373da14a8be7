package dev.regent.simulation.demo;

import dev.regent.agent.process.Libc;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Signals;
import dev.regent.simulation.drill.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Lets clients of another network in, as whoever sets up a server does: by a line in pg_hba.conf of
 * the data directory. Regent reads that file at its next change of roles; so that it counts at
 * once, the line goes to the file that the server reads as well.
 */
final class Admission {
  private static final int RELOAD = 1;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Admission() {}

  /**
   * Returns when every server lets them in.
   *
   * @param somebody whom the servers know already
   */
  static void admit(DemoPlan plan, String network, Login somebody) throws IOException {
    String line = "host all all %s scram-sha-256%n".formatted(network);
    for (Server server : plan.servers()) {
      NodeFiles files = plan.node(server.node()).files();
      List<Path> read = List.of(files.data(), files.serverRun());
      for (Path directory : read) {
        Path file = directory.resolve("pg_hba.conf");
        if (!Files.readString(file).contains(line)) {
          Files.writeString(file, line, StandardOpenOption.APPEND);
        }
      }
      Signals.postmaster(server).ifPresent(postmaster -> Libc.kill(postmaster, RELOAD));
      Await.until(LIMIT, server.node() + " lets clients in", () -> isAdmitted(server, somebody));
    }
  }

  private static boolean isAdmitted(Server server, Login login) {
    try (Sql _ = Sql.open(server.endpoint(), login, Sql.Patience.USUAL)) {
      return true;
    } catch (SQLException notYet) {
      return false;
    }
  }
}
