package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.SyncRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts {@code synchronous_standby_names} in force for every backend (S1).
 *
 * <p>Three processes decide whether a commit waits: the backend, whose own reload happens before
 * its next statement; the checkpointer, which alone sets the shared flag that there is a rule at
 * all; and each walsender, which releases the waiting by the rule it has read. So a rule that asks
 * for more is in force when 1 a new backend has it; 2 if the flag may have been off, a CHECKPOINT
 * has passed through the checkpointer; 3 every streaming walsender has sent WAL written after that
 * (it reads the settings before it looks at replies, in each turn of its loop). x is read then.
 *
 * <p>A rule that asks for less needs no proof, and must be quick: it ends a write stall. A first
 * reply after it releases the waiting, so a message is written that brings one.
 *
 * <p>{@code sync_state} of pg_stat_replication proves nothing (measured: 100 of 100 rows lacking).
 */
final class SyncControl {
  /** Cannot be a node's name, which begins with a letter: nobody ever confirms (S4). */
  private static final String NOBODY = "\"_regent_nobody\"";

  private static final Duration STEP = Duration.ofMillis(2);
  private static final Duration SELF_LIMIT = Duration.ofMillis(500);
  private static final Duration CHECKPOINT_LIMIT = Duration.ofMinutes(2);
  private static final Duration SENDER_PATIENCE = Duration.ofSeconds(1);
  private static final Duration SENDER_LIMIT = Duration.ofSeconds(5);

  /** Written with a flush at commit, and replicated: brings replies of all standbys. */
  private static final String TOUCH = "SELECT pg_logical_emit_message(true, 'regent', '')";

  private final Server server;
  private boolean flagIsSet;
  private Optional<SyncRule> proven = Optional.empty();

  SyncControl(Server server) {
    this.server = server;
  }

  static String names(SyncRule rule) {
    if (rule.required() == 0) {
      return "";
    }
    String names = rule.standbys().stream().map(NodeId::name).collect(Collectors.joining(", "));
    return "ANY %d (%s)".formatted(rule.required(), names.isEmpty() ? NOBODY : names);
  }

  /** Another life of the server: every process of it starts with these names. */
  synchronized void startedUnder(String names) {
    flagIsSet = !names.isEmpty();
    proven = Optional.empty();
  }

  /**
   * A promotion begins. A standby has the blocking rule from its start on, so if the flag is known
   * to be set, the blocking rule is in force without further proof.
   */
  synchronized void promotingUnder(SyncRule initial) {
    flagIsSet &= initial.required() > 0;
    proven = flagIsSet && initial.isBlocking() ? Optional.of(initial) : Optional.empty();
  }

  synchronized JobResult apply(Job.ApplySync job) throws JobFailed, IOException {
    server.requireWritable();
    SyncRule rule = job.rule();
    boolean lessAsked =
        rule.required() == 0 || (flagIsSet && proven.filter(old -> implies(old, rule)).isPresent());
    proven = Optional.empty();
    ConfigFiles config = server.config();
    config.writeDynamic(config.dynamic().withSync(names(rule)));
    if (lessAsked) {
      relax(rule);
    } else {
      tighten(rule);
    }
    flagIsSet = rule.required() > 0;
    proven = Optional.of(rule);
    return new JobResult.SyncInForce(
        job.revision(), rule, server.lsn("pg_current_wal_insert_lsn()"));
  }

  /** Whether every commit acknowledged under {@code old} is one under {@code rule} too. */
  static boolean implies(SyncRule old, SyncRule rule) {
    long dropped = old.standbys().stream().filter(node -> !rule.standbys().contains(node)).count();
    return old.isBlocking() || rule.required() + dropped <= old.required();
  }

  private void relax(SyncRule rule) throws JobFailed, IOException {
    server.reload();
    if (!server.waits().until(() -> isSet(server.sql(), rule), STEP, SELF_LIMIT)) {
      removeOverride(rule);
    }
    server.config().markLoaded();
    if (rule.required() > 0) {
      server.sql().run(TOUCH);
    }
  }

  private void tighten(SyncRule rule) throws JobFailed, IOException {
    server.reloadProven();
    try (Session fresh = server.sessions().fresh()) {
      if (!isSet(fresh, rule)) {
        removeOverride(rule);
      }
    }
    if (flagIsSet) {
      server.sql().run(TOUCH);
    } else {
      server.sql().runWithin(CHECKPOINT_LIMIT, "CHECKPOINT");
    }
    awaitWalSenders(server.lsn("pg_current_wal_insert_lsn()"));
  }

  private static boolean isSet(Session session, SyncRule rule) throws JobFailed {
    return session.value("SELECT current_setting('synchronous_standby_names')").equals(names(rule));
  }

  /** Someone used ALTER SYSTEM: postgresql.auto.conf is read last. */
  private void removeOverride(SyncRule rule) throws JobFailed, IOException {
    server.sql().run("ALTER SYSTEM RESET synchronous_standby_names");
    server.reloadProven();
    try (Session fresh = server.sessions().fresh()) {
      if (!isSet(fresh, rule)) {
        throw JobFailed.stop(
            "setting-overridden",
            "synchronous_standby_names is overridden, see pg_settings.sourcefile; expected "
                + names(rule));
      }
    }
  }

  private void awaitWalSenders(Lsn written) throws JobFailed, IOException {
    long start = server.waits().now();
    if (!server.waits().until(() -> allSent(written, start), STEP, SENDER_LIMIT)) {
      throw JobFailed.retry("walsenders-stuck", "a walsender did not send up to " + written);
    }
  }

  /** A walsender that cannot send is ended: its standby confirms nothing anyway. */
  private boolean allSent(Lsn written, long start) throws JobFailed {
    String behind =
        " FROM pg_stat_replication WHERE state = 'streaming' AND sent_lsn < '" + written + "'";
    if (server.waits().passed(start, SENDER_PATIENCE)) {
      server.sql().run("SELECT pg_terminate_backend(pid)" + behind);
    }
    return server.sql().isTrue("SELECT count(*) = 0" + behind);
  }
}
