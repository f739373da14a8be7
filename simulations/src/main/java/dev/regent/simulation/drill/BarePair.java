package dev.regent.simulation.drill;

import dev.regent.agent.process.Killer;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A primary and its standby as PostgreSQL makes them, without Regent: what the probes are tested
 * on, and the floor that Regent's promotion is compared with.
 */
public final class BarePair implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofMillis(1);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Login SUPERUSER = new Login("postgres", "bare", "postgres");

  private final Path root;
  private final Programs programs;
  private final List<Server> servers;

  private BarePair(Path root, Programs programs, List<Integer> ports) {
    this.root = root;
    this.programs = programs;
    this.servers = List.of(server("a", ports.get(0)), server("b", ports.get(1)));
  }

  /**
   * Makes both and starts them; the first is primary, and commits wait for the second.
   *
   * @param root an empty directory that the user of PostgreSQL may enter
   * @param ports free on 127.0.0.1
   */
  public static BarePair start(Path root, Programs programs, List<Integer> ports) {
    BarePair pair = new BarePair(root, programs, ports);
    try {
      pair.makePrimary();
      pair.makeStandby();
      return pair;
    } catch (IOException | SQLException failed) {
      pair.close();
      throw new DrillFailed("cannot make a pair of servers: " + failed.getMessage(), failed);
    } catch (DrillFailed failed) {
      pair.close();
      throw failed;
    }
  }

  public Server primary() {
    return servers.get(0);
  }

  public Server standby() {
    return servers.get(1);
  }

  public List<Server> servers() {
    return servers;
  }

  public static Login superuser() {
    return SUPERUSER;
  }

  /** Opens a patient session. */
  public static Sql open(Server server) throws SQLException {
    return Sql.open(server.endpoint(), SUPERUSER, Sql.Patience.LONG);
  }

  /** Starts a server that was stopped, as what its files say. */
  public void start(Server server) {
    programs.run(
        log(server),
        "pg_ctl",
        List.of("start", "-w", "-D", server.dataDirectory().toString(), "-l", log(server) + ".pg"));
  }

  /** Kills what runs. */
  public void kill(Server server) {
    Killer.killAll(server.dataDirectory(), Killer.Manner.AT_ONCE, KILL_LIMIT);
  }

  /**
   * How long PostgreSQL itself takes from the command to promote until the first accepted write, on
   * a session that was open before. Afterwards both are primaries.
   */
  public Duration promotionFloor() throws SQLException {
    try (Sql sql = open(standby())) {
      String last = sql.value("SELECT pg_last_wal_receive_lsn()");
      Await.until(LIMIT, "the standby replays " + last, () -> hasReplayed(sql, last));
      MonotonicTime start = Ticks.now();
      sql.run("SELECT pg_promote(false)");
      while (!isWritten(sql)) {
        LockSupport.parkNanos(RETRY.toNanos());
      }
      return Ticks.now().since(start);
    }
  }

  private static boolean hasReplayed(Sql sql, String position) {
    try {
      return sql.isTrue("SELECT pg_last_wal_replay_lsn() >= '%s'".formatted(position));
    } catch (SQLException broken) {
      throw new DrillFailed("the standby broke off: " + broken.getMessage(), broken);
    }
  }

  private static boolean isWritten(Sql sql) {
    try {
      sql.run("INSERT INTO writes VALUES (-1, 1)");
      return true;
    } catch (SQLException stillInRecovery) {
      return false;
    }
  }

  @Override
  public void close() {
    servers.forEach(this::kill);
  }

  private Server server(String node, int port) {
    return new Server(
        new NodeId(node), new Endpoint("127.0.0.1", port), root.resolve(node).resolve("data"));
  }

  private Path log(Server server) {
    return server.dataDirectory().resolveSibling("log");
  }

  private void makePrimary() throws IOException, SQLException {
    Server server = primary();
    makeDirectory(server);
    Path password = server.dataDirectory().resolveSibling("password");
    Files.writeString(password, SUPERUSER.password() + "\n");
    programs.run(
        log(server),
        "initdb",
        List.of(
            "-D",
            server.dataDirectory().toString(),
            "-U",
            SUPERUSER.user(),
            "-A",
            "scram-sha-256",
            "--pwfile",
            password.toString(),
            "--no-locale",
            "-E",
            "UTF8"));
    configure(server, "synchronous_standby_names = '*'");
    start(server);
    try (Sql sql = open(server)) {
      sql.run("SET synchronous_commit = local");
      sql.run(Rows.TABLE);
    }
  }

  private void makeStandby() throws IOException, SQLException {
    Server server = standby();
    makeDirectory(server);
    String source =
        "host=127.0.0.1 port=%d user=%s password=%s application_name=b"
            .formatted(primary().endpoint().port(), SUPERUSER.user(), SUPERUSER.password());
    programs.run(
        log(server),
        "pg_basebackup",
        List.of("-D", server.dataDirectory().toString(), "-d", source, "-R", "-c", "fast"));
    configure(server, "synchronous_standby_names = ''");
    start(server);
    try (Sql sql = open(primary())) {
      Await.until(LIMIT, "the standby streams", () -> isStreaming(sql));
    }
  }

  private static boolean isStreaming(Sql sql) {
    try {
      return sql.isTrue(
          "SELECT count(*) > 0 FROM pg_stat_replication WHERE state = 'streaming'"
              + " AND replay_lsn >= pg_current_wal_flush_lsn()");
    } catch (SQLException broken) {
      throw new DrillFailed("the primary broke off: " + broken.getMessage(), broken);
    }
  }

  private void makeDirectory(Server server) throws IOException {
    Path directory = root.resolve(server.node().name());
    Files.createDirectories(directory);
    if (Programs.isRoot()) {
      var users = directory.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(directory, users.lookupPrincipalByName(programs.osUser()));
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void configure(Server server, String more) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("listen_addresses = '127.0.0.1'");
    lines.add("port = " + server.endpoint().port());
    lines.add("unix_socket_directories = ''");
    lines.add("hot_standby = on");
    lines.add(more);
    Files.write(
        server.dataDirectory().resolve("postgresql.auto.conf"), lines, StandardOpenOption.APPEND);
  }
}
