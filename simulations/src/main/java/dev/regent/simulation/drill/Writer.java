package dev.regent.simulation.drill;

import dev.regent.protocol.MonotonicTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that inserts one row at each beat, whatever happens to the servers.
 *
 * <p>With several servers it behaves as a client with a multi-host connection string and {@code
 * target_session_attrs=read-write}: it keeps a session while that accepts writes, and otherwise
 * tries the servers in turn. With one server it stays there, and tells when that was writable.
 */
public final class Writer implements AutoCloseable {
  private static final String READ_ONLY = "25006";
  private static final Sql.Patience PATIENCE =
      new Sql.Patience(Duration.ofMillis(250), Duration.ofSeconds(2));

  private final Plan plan;
  private final Login login;
  private final Commits commits = new Commits();
  private final Thread thread;
  private Optional<Sql> session = Optional.empty();
  private int at;
  private int sequence;
  private volatile boolean ended;

  private Writer(Plan plan, Login login, ThreadFactory threads) {
    this.plan = plan;
    this.login = login;
    this.thread = threads.newThread(this::work);
    this.thread.setName("writer-" + plan.id());
  }

  /**
   * What a writer does.
   *
   * @param id part of the key of its rows; used once in a database's life
   */
  public record Plan(int id, Duration beat, List<Server> servers) {
    public Plan {
      servers = List.copyOf(servers);
    }
  }

  /** Starts beating, where this thread is. */
  public static Writer start(Plan plan, Login login) {
    return start(plan, login, Thread::new);
  }

  /**
   * Starts beating.
   *
   * @param threads makes the thread, on the host where the client is
   */
  public static Writer start(Plan plan, Login login, ThreadFactory threads) {
    Writer writer = new Writer(plan, login, threads);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  public Commits commits() {
    return commits;
  }

  /** Returns when no further row can arrive. */
  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
    Await.ended(thread);
  }

  // A late beat is not made up for: rows that bunch would hide a gap.
  private void work() {
    MonotonicTime next = Ticks.now();
    while (!ended) {
      beat();
      next = next.plus(plan.beat());
      if (next.isBefore(Ticks.now())) {
        next = Ticks.now();
      }
      while (!ended && Ticks.now().isBefore(next)) {
        LockSupport.parkNanos(next.since(Ticks.now()).toNanos());
      }
    }
    drop();
  }

  private void beat() {
    for (int tried = 0; tried < plan.servers().size(); tried++) {
      if (connect() && write()) {
        return;
      }
      if (plan.servers().size() > 1) {
        drop();
        at = (at + 1) % plan.servers().size();
      }
    }
  }

  private boolean connect() {
    if (session.isEmpty()) {
      try {
        session = Optional.of(Sql.open(plan.servers().get(at).endpoint(), login, PATIENCE));
      } catch (SQLException notNow) {
        return false;
      }
    }
    return true;
  }

  /** Gives whether this server took it. */
  private boolean write() {
    Commit.Row row = new Commit.Row(plan.id(), ++sequence);
    MonotonicTime invoked = Ticks.now();
    try {
      Sql sql = session.orElseThrow();
      int timeline = Integer.parseInt(sql.value(Rows.insert(row)), 16);
      if (sql.hasWarned()) {
        commits.addIndeterminate();
        return false;
      }
      var where = new Commit.Reign(plan.servers().get(at).node(), timeline);
      commits.add(new Commit(row, where, invoked, Ticks.now()));
      return true;
    } catch (SQLException failed) {
      failed(failed);
      return false;
    }
  }

  private void failed(SQLException failure) {
    if (READ_ONLY.equals(failure.getSQLState())) {
      commits.addRefused();
    } else {
      commits.addIndeterminate();
      drop();
    }
  }

  private void drop() {
    session.ifPresent(Sql::close);
    session = Optional.empty();
  }
}
