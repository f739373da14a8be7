package dev.regent.agent.postgres;

import java.io.IOException;
import java.util.List;

/** Admits clients by putting the user's own lines into pg_hba.conf. */
record Access(Server server) {
  /**
   * Opens; a file with a bad line would be refused by the server as a whole and clients stay out,
   * so that is an error which names the line.
   */
  void open() throws JobFailed, IOException {
    server.config().writeHba(true);
    if (!server.config().needsReload()) {
      return;
    }
    List<List<String>> bad =
        server
            .sql()
            .rows(
                "SELECT line_number, error FROM pg_hba_file_rules WHERE error IS NOT NULL LIMIT 1");
    if (!bad.isEmpty()) {
      server.config().writeHba(false);
      throw JobFailed.stop(
          "bad-hba",
          "pg_hba.conf of the data directory has an error, seen in line %s of %s: %s"
              .formatted(bad.getFirst().get(0), server.layout().hba(), bad.getFirst().get(1)));
    }
    server.reloadSeen();
  }
}
