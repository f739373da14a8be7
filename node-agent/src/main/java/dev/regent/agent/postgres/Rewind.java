package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job.Upstream;
import dev.regent.protocol.WalPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * pg_rewind of a directory that diverged.
 *
 * <p>Steps: 1 the marker (S2): from here the directory is no candidate; 2 a clean stop in recovery,
 * which pg_rewind accepts, so its own single-user recovery, which fails with standby.signal, is not
 * needed; 3 what will be destroyed is kept (D1); 4 the marker says that pg_rewind begins; 5
 * pg_rewind; 6 signal file and owner.
 *
 * <p><b>Failure modes.</b> Interrupted before step 4: nothing was changed, and the next follow
 * starts and rewinds again. Interrupted after it: the marker stays and the next follow rebuilds.
 * Interrupted after step 5: the marker says so, and the next follow goes on with it. "No rewind
 * required" of a directory past the fork is a failure: the server would loop for ever.
 */
record Rewind(Server server, Directory directory) {
  private static final String BEGUN = "rewind";
  private static final String DONE = "rewound";
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofHours(6);

  /** Returns whether the directory was rewound; if not, it has to be rebuilt. */
  boolean run(UpstreamServer upstream, WalPosition end) throws JobFailed, IOException {
    WalPosition fork =
        upstream
            .history()
            .divergence(new Positions(server.layout()).history(end.timeline()))
            .orElse(new WalPosition(end.timeline(), end.lsn()));
    long segmentBytes = Positions.segmentBytes(server.sql());
    directory.markNotIntact(Directory.TO_BE_REWOUND);
    if (!stopCleanly()) {
      return false;
    }
    WalFiles wal = new WalFiles(server.layout().wal(), segmentBytes);
    new Kept(server).keepWal(wal, fork, end);
    directory.markNotIntact(BEGUN);
    try {
      String output = server.helpers().run("pg_rewind", command(upstream.upstream()), LIMIT);
      directory.mark(server.layout().data());
      boolean rewound = !output.contains("no rewind required");
      if (rewound) {
        directory.markNotIntact(DONE);
      }
      return rewound;
    } catch (JobFailed failed) {
      if (Thread.currentThread().isInterrupted()) {
        throw failed;
      }
      return false;
    }
  }

  /** A rewind ended well, and what it left never became consistent, as far as is known. */
  boolean isDone() throws IOException {
    return directory.isNotIntactFor(DONE);
  }

  /** It led to nothing that could stream: the next follow rebuilds. */
  void failed() throws IOException {
    directory.markNotIntact(BEGUN);
  }

  private boolean stopCleanly() throws JobFailed, IOException {
    if (Switchover.stop(server, STOP_LIMIT)) {
      return true;
    }
    server.kill();
    return false;
  }

  private List<String> command(Upstream upstream) {
    return List.of(
        server.settings().program("pg_rewind"),
        "--target-pgdata=" + server.layout().data(),
        "--source-server="
            + server.config().conninfo(upstream, Secrets.REWIND_ROLE)
            + " dbname=postgres",
        "--no-ensure-shutdown");
  }
}
