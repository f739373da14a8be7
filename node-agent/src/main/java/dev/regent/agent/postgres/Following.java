package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job.Upstream;
import dev.regent.protocol.Lsn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Whether a standby really follows (D1, "redundant"): its receiver streams from the upstream on the
 * upstream's timeline, received past an LSN read there after the start, and replayed a record of
 * that timeline, which a server with a lost row past the fork never can. {@code streaming} alone is
 * a known false positive.
 */
record Following(Server server) {
  static final String NOT_STREAMING = "not-streaming";

  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration NO_PROGRESS = Duration.ofSeconds(20);

  /** Waits as long as there is progress. */
  void await(UpstreamServer upstream) throws JobFailed, IOException {
    Lsn target = upstream.flushed();
    String before = progress();
    while (!server.waits().until(() -> follows(upstream.upstream(), target), STEP, NO_PROGRESS)) {
      String now = progress();
      if (now.equals(before)) {
        throw JobFailed.retry(
            NOT_STREAMING,
            "no progress towards %s of %s, at %s".formatted(target, upstream.upstream(), now));
      }
      before = now;
    }
  }

  boolean isReceivingFrom(Upstream upstream) throws JobFailed {
    List<List<String>> rows =
        server
            .sql()
            .rows(
                "SELECT status, received_tli, sender_host, sender_port FROM pg_stat_wal_receiver");
    return rows.size() == 1
        && rows.getFirst()
            .equals(
                List.of(
                    "streaming",
                    upstream.timeline().toString(),
                    upstream.endpoint().host(),
                    Integer.toString(upstream.endpoint().port())));
  }

  private boolean follows(Upstream upstream, Lsn target) throws JobFailed {
    // The received LSN alone does not move while the stream repeats WAL that is here already.
    return isReceivingFrom(upstream)
        && server.lsn("(SELECT latest_end_lsn FROM pg_stat_wal_receiver)").isAtLeast(target)
        && server
            .lsn("greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())")
            .isAtLeast(target)
        && Positions.identify(server.sql()).timeline().equals(upstream.timeline());
  }

  private String progress() throws JobFailed {
    return server
        .sql()
        .row("SELECT pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()")
        .toString();
  }
}
