package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job.Upstream;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.WalPosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A session of the primary that is to be followed, and what it says about itself. */
record UpstreamServer(Upstream upstream, Session session) implements AutoCloseable {
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(10);

  static UpstreamServer connect(Sessions sessions, Upstream upstream) throws JobFailed {
    try {
      return new UpstreamServer(upstream, sessions.remote(upstream.endpoint()));
    } catch (JobFailed.Sql refused) {
      throw JobFailed.retry("upstream-unreachable", upstream.node() + ": " + refused.getMessage());
    }
  }

  /** It is the primary that the job names, and of the same database as {@code own} (D2). */
  void require(SystemId own) throws JobFailed {
    Positions.Identity identity = Positions.identify(session);
    if (!identity.systemId().equals(own.digits())) {
      throw wrongSystem(own, new SystemId(identity.systemId()));
    }
    if (session.isTrue("SELECT pg_is_in_recovery()")
        || !identity.timeline().equals(upstream.timeline())) {
      throw JobFailed.retry(
          "upstream-not-promoted",
          "%s is on timeline %s, expected a primary on timeline %s"
              .formatted(upstream.node(), identity.timeline(), upstream.timeline()));
    }
  }

  JobFailed wrongSystem(SystemId own, SystemId theirs) {
    return JobFailed.stop(
        "wrong-system-id",
        "system identifier here is %s, at %s it is %s; they never replicate"
            .formatted(own, upstream.node(), theirs));
  }

  TimelineHistory history() throws JobFailed {
    String file = TimelineHistory.fileName(upstream.timeline());
    String text = session.value("SELECT pg_read_file('pg_wal/" + file + "', 0, 1000000, true)");
    return TimelineHistory.parse(upstream.timeline(), text);
  }

  Lsn flushed() throws JobFailed {
    return Lsn.parse(session.value("SELECT pg_current_wal_flush_lsn()"));
  }

  /** Whether WAL from there on can still be streamed; the timeline in the name may be a newer. */
  boolean hasWalFrom(WalPosition position) throws JobFailed {
    if (position.lsn().isAtLeast(flushed())) {
      // Nothing to send yet; at the start of a segment its file need not exist.
      return true;
    }
    WalFiles names = new WalFiles(Path.of("/"), Positions.segmentBytes(session));
    String segment = names.segmentName(position.timeline(), position.lsn()).substring(8);
    return session.isTrue(
        "SELECT count(*) > 0 FROM pg_ls_waldir() WHERE substr(name, 9) = '" + segment + "'");
  }

  void ensureSlot(String slot) throws JobFailed {
    Slots.ensure(session, slot);
  }

  /**
   * Its control file shows its timeline: before its first checkpoint pg_rewind compares the old
   * timelines and says "no rewind required" (up to 15).
   */
  void requireCheckpointed() throws JobFailed {
    String shown = "SELECT timeline_id FROM pg_control_checkpoint()";
    if (!session.value(shown).equals(upstream.timeline().toString())) {
      session.runWithin(CHECKPOINT_LIMIT, "CHECKPOINT");
    }
    String now = session.value(shown);
    if (!now.equals(upstream.timeline().toString())) {
      throw JobFailed.retry(
          "upstream-control-file", upstream.node() + "'s control file shows timeline " + now);
    }
  }

  /**
   * Bytes of what a copy takes.
   *
   * @param data the data directory without pg_wal
   * @param tablespaces those outside it, by location
   */
  record Sizes(long data, long wal, Map<Path, Long> tablespaces) {}

  Sizes sizes() throws JobFailed {
    long data = 0;
    Map<Path, Long> tablespaces = new TreeMap<>();
    for (List<String> row :
        session.rows(
            "SELECT pg_tablespace_location(oid), coalesce(pg_tablespace_size(oid), 0)"
                + " FROM pg_tablespace")) {
      long bytes = Long.parseLong(row.get(1));
      if (row.get(0).startsWith("/")) {
        tablespaces.put(Path.of(row.get(0)), bytes);
      } else {
        data += bytes;
      }
    }
    long wal = Long.parseLong(session.value("SELECT sum(size) FROM pg_ls_waldir()"));
    return new Sizes(data, wal, tablespaces);
  }

  List<String> tablespaceLocations() throws JobFailed {
    return session
        .rows(
            "SELECT pg_tablespace_location(oid) FROM pg_tablespace"
                + " WHERE pg_tablespace_location(oid) LIKE '/%'")
        .stream()
        .map(List::getFirst)
        .toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
