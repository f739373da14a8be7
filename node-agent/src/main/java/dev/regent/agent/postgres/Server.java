package dev.regent.agent.postgres;

import dev.regent.agent.guard.Guard;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.WalPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the jobs on one server share.
 *
 * @param deaths how often the guard said that its PostgreSQL was gone
 */
record Server(
    PostgresSettings settings,
    Layout layout,
    DurableFiles files,
    ConfigFiles config,
    DataProcesses processes,
    Helpers helpers,
    Sessions sessions,
    Waits waits,
    Guard guard,
    AtomicLong deaths) {

  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration SHORT_STEP = Duration.ofMillis(1);
  private static final Duration RELOAD_LIMIT = Duration.ofSeconds(5);

  static Server create(PostgresSettings settings, Guard guard, LongSupplier nanos)
      throws IOException {
    DurableFiles files = DurableFiles.forUser(settings.osUser());
    Layout layout = Layout.of(settings);
    files.makeDirectory(layout.run());
    ConfigFiles config = new ConfigFiles(settings, files);
    config.writePassfile();
    AtomicLong deaths = new AtomicLong();
    guard.onPostgresGone(deaths::incrementAndGet);
    return new Server(
        settings,
        layout,
        files,
        config,
        new DataProcesses(layout),
        new Helpers(settings, files),
        new Sessions(settings),
        new Waits(nanos),
        guard,
        deaths);
  }

  Session sql() throws JobFailed {
    return sessions.working();
  }

  /** Returns when every process of this PostgreSQL is gone; there may have been none. */
  void kill() throws JobFailed {
    if (guard.kill(true) instanceof Guard.Answer.Refused(String reason)) {
      throw JobFailed.retry("guard-refused", "the guard did not kill: " + reason);
    }
  }

  void reload() throws JobFailed {
    sql().run("SELECT pg_reload_conf()");
  }

  /** Reloads a server that may not answer yet: a copy before its consistent point does not. */
  void reloadUnanswered() throws IOException {
    processes.postmaster().ifPresent(postmaster -> Native.kill(postmaster.pid(), Native.SIGHUP));
  }

  /**
   * Reloads and returns when a new backend has the new settings. The postmaster signals its
   * children before it forks that backend, so every process has its SIGHUP by then.
   */
  void reloadProven() throws JobFailed, IOException {
    String before = sql().value("SELECT now() FROM pg_reload_conf()");
    if (!waits.until(() -> isLoadedSince(before), STEP, RELOAD_LIMIT)) {
      throw JobFailed.retry("reload-timeout", "no new backend saw the reload of " + before);
    }
    config.markLoaded();
  }

  /**
   * Reloads and returns when no new backend can have the old settings or pg_hba any more: the held
   * session has its SIGHUP, which the postmaster sends while it reloads, and it forks none before
   * it is done. Other processes may have theirs a moment later.
   */
  void reloadSeen() throws JobFailed, IOException {
    String before = sql().value("SELECT now() FROM pg_reload_conf()");
    String loaded = "SELECT pg_conf_load_time() >= '" + before + "'::timestamptz";
    if (!waits.until(() -> sql().isTrue(loaded), SHORT_STEP, RELOAD_LIMIT)) {
      throw JobFailed.retry("reload-timeout", "the held session saw no reload since " + before);
    }
    config.markLoaded();
  }

  private boolean isLoadedSince(String before) throws JobFailed {
    try (Session fresh = sessions.fresh()) {
      return fresh.isTrue("SELECT pg_conf_load_time() >= '" + before + "'::timestamptz");
    }
  }

  /** Refuses new clients, which new backends obey when this returns, and ends the others. */
  void close() throws JobFailed, IOException {
    config.writeHba(false);
    if (config.needsReload()) {
      reloadSeen();
    }
    endClients();
  }

  void endClients() throws JobFailed {
    sql()
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                + " AND usename IS DISTINCT FROM '"
                + Secrets.SUPERUSER_ROLE
                + "'");
  }

  boolean isInRecovery() throws JobFailed {
    return sql().isTrue("SELECT pg_is_in_recovery()");
  }

  /** The server is there and would not commit; whatever else is a job that does not fit. */
  void requireRecovery() throws JobFailed {
    if (!isInRecovery()) {
      throw JobFailed.stop("not-in-recovery", settings.node() + " is writable; kill it first");
    }
  }

  void requireWritable() throws JobFailed {
    if (isInRecovery()) {
      throw JobFailed.retry("not-primary", settings.node() + " is in recovery, not a primary");
    }
  }

  Lsn lsn(String function) throws JobFailed {
    String text = sql().value("SELECT " + function);
    return text.isEmpty() ? Lsn.ZERO : Lsn.parse(text);
  }

  /** The exact end of WAL of a server in recovery that replayed all it has. */
  WalPosition end() throws JobFailed, IOException {
    return new Positions(layout).look(sql());
  }
}
