package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.history.Operation;
import dev.regent.simulation.world.base.SplitMix;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A client of the list workload: at each beat it appends to one of a few lists, or reads it, on
 * whichever server takes writes. It goes on to new lists after a while, so that none grows long.
 * Runs on one thread.
 */
final class AppendClient implements Runnable {
  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS lists (key int PRIMARY KEY, elements int[] NOT NULL)";

  private static final Sql.Patience PATIENCE =
      new Sql.Patience(Duration.ofMillis(250), Duration.ofSeconds(2));
  private static final String READ_ONLY = "25006";
  private static final int KEYS = 4;
  private static final int BEATS_OF_A_LIST = 50;
  private static final int VALUES_MAX = 10_000_000;
  private static final int READS_PERCENT = 20;

  private final int id;
  private final List<Server> servers;
  private final Login login;
  private final SplitMix chance;
  private final List<Operation> history = new ArrayList<>();
  private Optional<Sql> session = Optional.empty();
  private int at;
  private int beats;

  AppendClient(int id, List<Server> servers, Login login, SplitMix chance) {
    this.id = id;
    this.servers = List.copyOf(servers);
    this.login = login;
    this.chance = chance;
  }

  @Override
  public void run() {
    beats++;
    if (!connect()) {
      at = (at + 1) % servers.size();
      return;
    }
    int key = beats / BEATS_OF_A_LIST * KEYS + (int) chance.between(0, KEYS - 1);
    Operation.Kind kind =
        chance.percent(READS_PERCENT)
            ? new Operation.Read()
            : new Operation.Append(id * VALUES_MAX + beats);
    MonotonicTime invoked = Ticks.now();
    Operation.Result result = result(key, kind);
    note(new Operation(id, key, kind, invoked, Ticks.now(), result));
    if (!(result instanceof Operation.Done)) {
      drop();
      at = (at + 1) % servers.size();
    }
  }

  private boolean connect() {
    if (session.isEmpty()) {
      try {
        session = Optional.of(Sql.open(servers.get(at).endpoint(), login, PATIENCE));
      } catch (SQLException notNow) {
        return false;
      }
    }
    return true;
  }

  private Operation.Result result(int key, Operation.Kind kind) {
    try {
      Sql sql = session.orElseThrow();
      List<Integer> list = list(sql.value(statement(key, kind)));
      return sql.hasWarned() ? new Operation.Unknown() : new Operation.Done(list);
    } catch (SQLException failed) {
      return READ_ONLY.equals(failed.getSQLState())
          ? new Operation.Refused()
          : new Operation.Unknown();
    }
  }

  /** A read locks the row: so it waits for the standby as a write does, and fails on a standby. */
  private static String statement(int key, Operation.Kind kind) {
    return switch (kind) {
      case Operation.Append(int value) ->
          ("INSERT INTO lists AS l VALUES (%d, ARRAY[%d]) ON CONFLICT (key) DO UPDATE"
                  + " SET elements = l.elements || %d RETURNING array_to_string(elements, ',')")
              .formatted(key, value, value);
      case Operation.Read() ->
          "SELECT array_to_string(elements, ',') FROM lists WHERE key = %d FOR UPDATE"
              .formatted(key);
    };
  }

  private static List<Integer> list(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  private synchronized void note(Operation operation) {
    history.add(operation);
  }

  synchronized List<Operation> history() {
    return List.copyOf(history);
  }

  void drop() {
    session.ifPresent(Sql::close);
    session = Optional.empty();
  }

  /** Every list, read from one server. */
  static SortedMap<Integer, List<Integer>> lists(Server server, Login login) throws SQLException {
    SortedMap<Integer, List<Integer>> lists = new TreeMap<>();
    try (Sql sql = Sql.open(server.endpoint(), login, Sql.Patience.LONG)) {
      String all =
          sql.value(
              "SELECT string_agg(key || ':' || array_to_string(elements, ','), ';') FROM lists");
      for (String each : all.isEmpty() ? new String[0] : all.split(";", -1)) {
        String[] parts = each.split(":", -1);
        lists.put(Integer.valueOf(parts[0]), list(parts[1]));
      }
    }
    return lists;
  }
}
