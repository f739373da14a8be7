package dev.regent.agent.postgres;

import dev.regent.agent.engine.Job;
import dev.regent.agent.engine.JobResult;
import dev.regent.agent.engine.Observation;
import dev.regent.protocol.DatabaseName;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Lsn;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncRule;
import dev.regent.protocol.SystemId;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Token;
import dev.regent.protocol.message.Remedy;
import dev.regent.protocol.report.PostgresView;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A node of the test: an engine, its directories, and clients of its server. */
final class TestNode implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);

  final NodeId id;
  final Endpoint endpoint;
  final Path root;
  final DirectGuard guard;
  final PostgresSettings settings;
  PostgresEngine engine;
  private long revision = 1;

  TestNode(NodeId id, Path root, List<PostgresSettings.Peer> all, String database)
      throws IOException {
    this.id = id;
    this.root = root;
    this.endpoint =
        all.stream().filter(peer -> peer.node().equals(id)).findFirst().orElseThrow().endpoint();
    this.settings =
        new PostgresSettings(
            new DatabaseName(database),
            id,
            endpoint,
            all.stream().filter(peer -> !peer.node().equals(id)).toList(),
            Path.of("/usr/lib/postgresql/15/bin"),
            root.resolve("data"),
            root.resolve("run"),
            root.resolve("postgres.log"),
            "postgres",
            new Secrets("super:se\\cret", "repl'icate", "re wind"),
            ProtectionMode.AVAILABILITY,
            Duration.ofSeconds(3),
            Map.of("shared_buffers", "16MB", "max_connections", "20", "fsync", "on"));
    this.guard = new DirectGuard(Layout.of(settings));
    this.engine = PostgresEngine.open(settings, guard, System::nanoTime);
  }

  /** As a daemon that restarts. */
  void restartEngine() throws IOException {
    engine.close();
    engine = PostgresEngine.open(settings, guard, System::nanoTime);
  }

  JobResult run(Job job) {
    return engine.run(job);
  }

  /** Runs a job that has to succeed. */
  <R extends JobResult> R must(Job job, Class<R> kind) {
    JobResult result = engine.run(job);
    if (!kind.isInstance(result)) {
      throw new AssertionError(id + " " + job + " gave " + result);
    }
    return kind.cast(result);
  }

  void must(Job job) {
    must(job, JobResult.Done.class);
  }

  JobResult.Promoted promote(int timeline) {
    return must(
        new Job.Promote(new Token(next()), new TimelineId(timeline), SyncRule.BLOCK),
        JobResult.Promoted.class);
  }

  JobResult.SyncInForce sync(SyncRule rule) {
    return must(new Job.ApplySync(next(), rule), JobResult.SyncInForce.class);
  }

  void cut() {
    must(new Job.Cut(next()));
  }

  void follow(TestNode primary, Remedy remedy) {
    must(new Job.Follow(primary.upstream(), remedy, true));
  }

  /** A first primary, on timeline 2, alone and open. */
  void becomeFirstPrimary() throws SQLException {
    must(new Job.Bootstrap());
    must(new Job.Start());
    promote(2);
    sync(SyncRule.NONE);
    must(new Job.Open());
    try (Connection admin = admin()) {
      admin.createStatement().execute("CREATE ROLE app LOGIN SUPERUSER PASSWORD 'app'");
      admin.createStatement().execute("CREATE TABLE rows (id int PRIMARY KEY)");
    }
  }

  Job.Upstream upstream() {
    PostgresView view = observe().postgres();
    return new Job.Upstream(
        id,
        endpoint,
        view.systemId().orElse(new SystemId("0")),
        view.flushed().timeline(),
        Lsn.ZERO);
  }

  Observation observe() {
    return engine.observe();
  }

  PostgresView view() {
    return observe().postgres();
  }

  Revision next() {
    return new Revision(new Term(1), revision++);
  }

  Connection admin() throws SQLException {
    return connect("regent", settings.secrets().superuser());
  }

  Connection client() throws SQLException {
    return connect("app", "app");
  }

  private Connection connect(String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + endpoint.port() + "/postgres?sslmode=disable",
        user,
        password);
  }

  void insert(int row) throws SQLException {
    try (Connection client = client()) {
      client.createStatement().execute("INSERT INTO rows VALUES (" + row + ")");
    }
  }

  String query(String sql) throws SQLException {
    try (Connection admin = admin();
        var result = admin.createStatement().executeQuery(sql)) {
      result.next();
      return String.valueOf(result.getString(1));
    }
  }

  void await(Predicate<PostgresView> condition) {
    await(() -> condition.test(view()), id + " last seen: " + view());
  }

  static void await(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    guard.kill(false);
    engine.close();
    guard.close();
  }
}
