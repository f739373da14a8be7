package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.drill.Ticks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client that only reads, from whichever server answers, as with {@code target_session_attrs=any}
 * and several hosts. Runs on one thread.
 */
final class Reader implements Runnable {
  private static final Sql.Patience PATIENCE =
      new Sql.Patience(Duration.ofMillis(250), Duration.ofSeconds(2));

  private final List<Server> servers;
  private final Login login;
  private final List<MonotonicTime> reads = new ArrayList<>();
  private Optional<Sql> session = Optional.empty();

  Reader(List<Server> servers, Login login) {
    this.servers = List.copyOf(servers);
    this.login = login;
  }

  @Override
  public void run() {
    for (Server server : servers) {
      try {
        if (session.isEmpty()) {
          session = Optional.of(Sql.open(server.endpoint(), login, PATIENCE));
        }
        session.get().value("SELECT count(*) FROM (SELECT FROM writes LIMIT 1) AS first");
        note();
        return;
      } catch (SQLException notHere) {
        drop();
      }
    }
  }

  private synchronized void note() {
    reads.add(Ticks.now());
  }

  void drop() {
    session.ifPresent(Sql::close);
    session = Optional.empty();
  }

  /** The longest time between two reads in a row, between these instants. */
  synchronized Duration outage(MonotonicTime from, MonotonicTime to) {
    Duration longest = Duration.ZERO;
    MonotonicTime last = from;
    for (MonotonicTime read : reads) {
      if (read.isAtLeast(from) && read.isBefore(to)) {
        longest = longer(longest, read.since(last));
        last = read;
      }
    }
    return longer(longest, to.since(last));
  }

  private static Duration longer(Duration one, Duration other) {
    return other.compareTo(one) > 0 ? other : one;
  }
}
