package dev.regent.simulation.drill;

import dev.regent.agent.process.Killer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What people do to a server past Regent, on the server's own host. What they start is not waited
 * for, unless said: it may meet what Regent does.
 *
 * <p>Every method throws DrillFailed when it cannot be done.
 */
public record ByHand(DrilledCell cell, Server server) {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final List<String> DROP_OLD_WAL =
      List.of(
          "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active",
          "SELECT pg_replication_slot_advance(slot_name, pg_current_wal_flush_lsn())"
              + " FROM pg_replication_slots WHERE NOT active",
          "SELECT pg_switch_wal()",
          "CHECKPOINT");

  /** {@code pg_ctl start}: as its directory says. */
  public void start() {
    StringBuilder options = new StringBuilder();
    options.append("-c listen_addresses=%s".formatted(server.endpoint().host()));
    options.append(" -c port=%d".formatted(server.endpoint().port()));
    options.append(" -c unix_socket_directories= -c logging_collector=off");
    cell.settings().forEach((name, value) -> options.append(" -c %s=%s".formatted(name, value)));
    control("start", "-o", options.toString());
  }

  /** {@code pg_ctl stop -m fast}. */
  public void stop() {
    control("stop", "-m", "fast");
  }

  /** {@code pg_ctl promote}. */
  public void promote() {
    control("promote", "-W");
  }

  /** {@code pg_wal_replay_pause()}, or {@code pg_wal_replay_resume()}. */
  public void holdReplay(boolean is) {
    ask(is ? "SELECT pg_wal_replay_pause()" : "SELECT pg_wal_replay_resume()");
  }

  /** Clients cancel the commits that wait for a standby. */
  public void cancelCommits() {
    ask(
        "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity"
            + " WHERE wait_event = 'SyncRep'");
  }

  /** Nothing keeps the WAL any more that standbys lack, and a checkpoint removes it. */
  public void dropOldWal() {
    DROP_OLD_WAL.forEach(this::ask);
  }

  /**
   * The server is killed, and a new database's directory stands where its own was.
   *
   * @return where its own is now
   */
  public Path takeForeignData() {
    Path data = server.dataDirectory();
    Path foreign = data.resolveSibling("foreign");
    Path old = data.resolveSibling("old");
    try {
      Files.createDirectory(foreign);
      Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwx------"));
      Files.setOwner(foreign, Files.getOwner(data));
      List<String> options = List.of("-D", foreign.toString(), "-U", "regent", "--no-sync");
      cell.programs().run(log(), "initdb", options);
      Killer.killAll(data, Killer.Manner.AT_ONCE, KILL_LIMIT);
      Files.move(data, old);
      Files.move(foreign, data);
      return old;
    } catch (IOException failed) {
      throw new DrillFailed("cannot replace %s: %s".formatted(data, failed), failed);
    }
  }

  private void control(String action, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(action, "-D", server.dataDirectory().toString()));
    arguments.addAll(List.of(more));
    there(() -> {
      var _ = cell.programs().start(log(), "pg_ctl", arguments);
    });
  }

  private void ask(String query) {
    there(() -> {
      try (Sql sql = Sql.open(server.endpoint(), cell.superuser(), Sql.Patience.USUAL)) {
        sql.run(query);
      } catch (SQLException failed) {
        throw new DrillFailed(
            "%s answers to %s: %s".formatted(server.node(), query, failed.getMessage()), failed);
      }
    });
  }

  private Path log() {
    return cell.scratch().resolve("by-hand-%s.log".formatted(server.node()));
  }

  /** On the server's host; returns when it is done. */
  private void there(Runnable what) {
    Networks.call(
        cell.threadsOn(server.node()),
        () -> {
          what.run();
          return server;
        });
  }
}
