package dev.regent.agent.guard.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.agent.clock.BootClock;
import dev.regent.agent.guard.Guard;
import dev.regent.agent.guard.Guard.PostgresStart;
import dev.regent.agent.guard.GuardFiles;
import dev.regent.agent.guard.GuardSettings;
import dev.regent.agent.guard.GuardSettings.VipSettings;
import dev.regent.agent.guard.GuardSettings.WatchdogSettings;
import dev.regent.agent.guard.client.GuardClient;
import dev.regent.agent.guard.client.GuardLauncher;
import dev.regent.agent.process.Killer;
import dev.regent.agent.process.Libc;
import dev.regent.agent.process.ProcessStat;
import dev.regent.agent.process.Processes;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Term;
import dev.regent.protocol.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A data directory, a real PostgreSQL in it, and its guard; everything is killed at the end. */
final class GuardedNode implements AutoCloseable {
  static final BootClock CLOCK = BootClock.open();

  private static final Duration BOUND = Duration.ofSeconds(20);

  private final Path base;
  private final PostgresTemplate template;
  private final GuardSettings settings;
  private final List<GuardClient> clients = new ArrayList<>();

  private GuardedNode(Path base, PostgresTemplate template, Extras extras) {
    this.base = base;
    this.template = template;
    this.settings =
        new GuardSettings(
            new NodeId("a"),
            base.resolve("data"),
            base.resolve("run"),
            base.resolve("state"),
            extras.vip(),
            extras.watchdog(),
            GuardSettings.OWN_SESSION);
  }

  /** A node with a standby's data directory; nothing runs. */
  static GuardedNode create() {
    return create(new Extras(Optional.empty(), Optional.empty()));
  }

  static GuardedNode create(Optional<VipSettings> vip) {
    return create(new Extras(vip, Optional.empty()));
  }

  static GuardedNode create(WatchdogSettings watchdog) {
    return create(new Extras(Optional.empty(), Optional.of(watchdog)));
  }

  private static GuardedNode create(Extras extras) {
    try {
      PostgresTemplate template = PostgresTemplate.get();
      GuardedNode node = new GuardedNode(template.newBase(), template, extras);
      template.copyTo(node.data());
      return node;
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** What not every guard has. */
  private record Extras(Optional<VipSettings> vip, Optional<WatchdogSettings> watchdog) {}

  GuardSettings settings() {
    return settings;
  }

  GuardFiles files() {
    return new GuardFiles(settings);
  }

  Path data() {
    return settings.dataDirectory();
  }

  /** A daemon attaches. */
  GuardClient attach() {
    try {
      GuardClient client = GuardLauncher.attach(settings, line -> {});
      clients.add(client);
      return client;
    } catch (IOException problem) {
      throw new IllegalStateException(guardLog(), problem);
    }
  }

  /** Starts PostgreSQL through the guard and waits until it takes connections. */
  void startStandby(Guard guard) {
    Checks.await("start taken on", () -> isTakenOn(guard.start(startCommand())));
    Checks.await("standby answers", () -> "t".equals(sql("select pg_is_in_recovery()")));
  }

  /** A killing that nobody waits for any more may still be on its way to its end. */
  private static boolean isTakenOn(Guard.Answer answer) {
    return switch (answer) {
      case Guard.Answer.Done() -> true;
      case Guard.Answer.Refused(String reason) -> {
        assertThat(reason).contains("under way");
        yield false;
      }
    };
  }

  /** Starts, arms for that long, promotes, and waits until it is writable. */
  void startPrimary(Guard guard, Token token, Duration lease) {
    startStandby(guard);
    Checks.done(guard.arm(token, in(lease)));
    Checks.done(guard.promote(token));
    awaitWritable();
  }

  /** What the agent does after every promotion (H1). */
  void putSignalBack() {
    try {
      template.putSignal(data());
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  boolean hasSignal() {
    return Files.exists(data().resolve("standby.signal"));
  }

  /** A server started by a hand or a unit file, not by the guard. */
  Process startByHand() {
    try {
      return new ProcessBuilder(template.startCommand(data()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("hand.log").toFile()))
          .start();
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  long postmaster() {
    try {
      return Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).getFirst());
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  void awaitWritable() {
    Checks.await("writable", () -> "f".equals(sql("select pg_is_in_recovery()")));
  }

  PostgresStart startCommand() {
    return new PostgresStart(
        template.startCommand(data()),
        List.of("LC_ALL=C"),
        data().toString(),
        base.resolve("postgres.log").toString());
  }

  /** One value, or the error's text. */
  String sql(String statement) {
    try (Connection connection = connect();
        Statement run = connection.createStatement();
        ResultSet result = run.executeQuery(statement)) {
      return result.next() ? result.getString(1) : "";
    } catch (SQLException problem) {
      return String.valueOf(problem.getMessage());
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + template.port(data())
            + "/postgres?user=postgres&connectTimeout=2&socketTimeout=30");
  }

  List<Long> processes() {
    return Processes.in(data()).stream().map(ProcessStat::pid).toList();
  }

  void awaitNoProcess() {
    Checks.await("no process of " + data() + " is left", () -> processes().isEmpty());
  }

  long guardPid() {
    try {
      return Long.parseLong(Files.readString(files().lock()).split(" ", -1)[0]);
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  int niceness(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  void killGuard() {
    long pid = guardPid();
    long started = ProcessStat.read(pid).map(ProcessStat::startTicks).orElse(0L);
    Libc.kill(pid, Libc.SIGKILL);
    Checks.await("guard dead", () -> !Processes.isAlive(pid, started));
  }

  String guardLog() {
    try {
      return Files.exists(files().log()) ? Files.readString(files().log()) : "no guard log";
    } catch (IOException problem) {
      return problem.toString();
    }
  }

  String postgresLog() {
    try {
      Path log = base.resolve("postgres.log");
      return Files.exists(log) ? Files.readString(log) : "no postgres log";
    } catch (IOException problem) {
      return problem.toString();
    }
  }

  static MonotonicTime in(Duration duration) {
    return CLOCK.now().plus(duration);
  }

  static Token token(long index) {
    return new Token(new Revision(new Term(1), index));
  }

  @Override
  public void close() {
    clients.forEach(GuardClient::close);
    if (Files.exists(files().lock()) && !guardPidText().isEmpty()) {
      killGuard();
    }
    Killer.killAll(data(), Killer.Manner.AT_ONCE, BOUND);
    template.delete(base);
  }

  private String guardPidText() {
    try {
      return Files.readString(files().lock());
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
