package dev.regent.simulation.bench.contender;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.Await;
import dev.regent.simulation.drill.ClientDatabase;
import dev.regent.simulation.drill.DrillFailed;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.lab.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** pg_auto_failover: its monitor on the witness' host, a keeper on each data node. */
final class AutoFailoverPair implements Contender {
  private static final int FAST_PARTITION_SECONDS = 5;

  /** The class of SQL states that a server refuses a login with. */
  private static final String NOT_AUTHORIZED = "28";

  /** What the monitor says of each node when nothing is to be done. */
  private static final String STATES =
      "SELECT string_agg(format('%s/%s/%s', reportedstate, goalstate, health), ' '"
          + " ORDER BY reportedstate) FROM pgautofailover.node";

  private static final String READY = "primary/primary/1 secondary/secondary/1";

  private final Stage stage;
  private final Hosts hosts;
  private final Level level;
  private final Replicated mode;
  private final String password = UUID.randomUUID().toString();

  AutoFailoverPair(Stage stage, Level level, Replicated mode) {
    this.stage = stage;
    this.hosts = new Hosts(stage);
    this.level = level;
    this.mode = mode;
  }

  @Override
  public void start() {
    try {
      hosts.make();
      startMonitor();
      startPrimary();
      startStandby();
    } catch (IOException failed) {
      throw new CannotStart("a file of pg_auto_failover's: " + failed.getMessage(), failed);
    } catch (SQLException failed) {
      throw new CannotStart("cannot make the client's database: " + failed.getMessage(), failed);
    }
  }

  private void startMonitor() throws IOException {
    NodeId monitor = stage.witness();
    Path data = hosts.data(monitor);
    hosts.run(monitor, "create", AutoFailoverFiles.createMonitor(seat(monitor)));
    append(data.resolve("postgresql.conf"), AutoFailoverFiles.monitorSettings(level));
    append(data.resolve("pg_hba.conf"), trust());
    run(monitor);
    awaitReady(monitor, "its monitor", () -> states().isPresent());
  }

  private void startPrimary() throws IOException, SQLException {
    NodeId node = stage.dataNodes().getFirst();
    create(node);
    Path data = hosts.data(node);
    append(data.resolve("postgresql.conf"), AutoFailoverFiles.serverSettings());
    append(data.resolve("pg_hba.conf"), AutoFailoverFiles.admission(stage.addresses()));
    run(node);
    awaitReady(node, "a primary", () -> isUp(hosts.server(node)));
    awaitReady(node, "a primary", () -> states().filter("single/single/1"::equals).isPresent());
    giveOut(node);
  }

  /** Whether it answers, and be it that nobody has a password yet. */
  private boolean isUp(Server server) {
    try (Sql _ = Sql.open(server.endpoint(), superuser(), Sql.Patience.USUAL)) {
      return true;
    } catch (SQLException refused) {
      return Optional.ofNullable(refused.getSQLState()).orElse("").startsWith(NOT_AUTHORIZED);
    }
  }

  /** The superuser's password, by the one way in that needs none. */
  private void giveOut(NodeId node) throws SQLException {
    hosts.run(
        node,
        "psql",
        List.of(
            programs().resolve("psql").toString(),
            "-qc",
            "ALTER ROLE postgres PASSWORD '%s'".formatted(password),
            "postgres"));
    ClientDatabase.make(hosts.server(node), new Login("postgres", password, "postgres"), client());
    // The standby's copy waits for a checkpoint that takes its time when there is much to write.
    try (Sql sql = Sql.open(hosts.server(node).endpoint(), superuser(), Sql.Patience.LONG)) {
      sql.run("CHECKPOINT");
    }
  }

  private void startStandby() {
    NodeId node = stage.dataNodes().getLast();
    create(node);
    run(node);
    awaitReady(node, "a standby", () -> missing().isEmpty());
  }

  private AutoFailoverFiles.Seat seat(NodeId node) {
    return new AutoFailoverFiles.Seat(hosts.data(node), stage.address(node), programs());
  }

  private void create(NodeId node) {
    Path data = hosts.data(node);
    hosts.run(
        node,
        "create",
        AutoFailoverFiles.createNode(
            node.name(), seat(node), stage.address(stage.witness()), mode));
    if (level == Level.FAST) {
      hosts.run(
          node, "config", AutoFailoverFiles.setPartitionTimeout(data, FAST_PARTITION_SECONDS));
    }
  }

  private Path programs() {
    return stage.programs().directory();
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private void run(NodeId node) {
    hosts.start(node, "autoctl", AutoFailoverFiles.run(hosts.data(node)));
  }

  private void awaitReady(NodeId node, String what, BooleanSupplier isThere) {
    if (!Await.holds(READY_LIMIT, isThere)) {
      throw new CannotStart(
          "pg_auto_failover has not got %s within %d s: %s; log: %s"
              .formatted(
                  what, READY_LIMIT.toSeconds(), missing().orElse(""), hosts.log(node, "autoctl")));
    }
  }

  @Override
  public List<Server> servers() {
    return hosts.servers();
  }

  @Override
  public Login client() {
    return Hosts.client(password);
  }

  @Override
  public Login superuser() {
    return Hosts.superuser(password);
  }

  @Override
  public List<Long> daemon(NodeId node) {
    return hosts.running(node, "pg_autoctl");
  }

  @Override
  public void switchover(NodeId from, NodeId to) {
    try (Sql monitor = monitor()) {
      monitor.run("SELECT pgautofailover.perform_failover('default', 0)");
    } catch (SQLException failed) {
      throw new DrillFailed("the switchover was refused: " + failed.getMessage(), failed);
    }
  }

  /** Trusts whoever comes from these hosts: it serves nobody else. */
  private Sql monitor() throws SQLException {
    Endpoint endpoint = new Endpoint(stage.address(stage.witness()), Hosts.POSTGRES);
    Login login = new Login("postgres", password, "pg_auto_failover");
    return Sql.open(endpoint, login, Sql.Patience.USUAL);
  }

  private String trust() {
    return "host all all %s trust%n".formatted(stage.addresses());
  }

  private Optional<String> states() {
    try (Sql monitor = monitor()) {
      return Optional.of(monitor.value(STATES));
    } catch (SQLException notThere) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> missing() {
    Optional<String> states = states();
    return states.filter(READY::equals).isPresent()
        ? Optional.empty()
        : Optional.of("the monitor says: " + states.orElse("nothing"));
  }

  @Override
  public void hold(NodeId node) {
    // Whoever kills everything kills its supervisor, too.
  }

  @Override
  public void release(NodeId node) {
    run(node);
  }

  @Override
  public void close() {
    hosts.end();
  }
}
