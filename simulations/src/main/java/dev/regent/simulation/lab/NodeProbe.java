package dev.regent.simulation.lab;

import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.NodeId;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import dev.regent.simulation.drill.Sql;
import dev.regent.simulation.drill.Ticks;
import dev.regent.simulation.scenario.Look;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at one data node from inside it, as a client does: with a session that stays open.
 *
 * <p>A node counts as primary from the first answer that says so until the last one, so never for
 * longer than it was. Runs on one thread, which must be on that node.
 */
final class NodeProbe implements Runnable {
  private static final Sql.Patience PATIENCE =
      new Sql.Patience(Duration.ofMillis(250), Duration.ofSeconds(2));
  private static final String LOOK =
      "SELECT pg_is_in_recovery()::text || '/' || current_setting('transaction_read_only')";
  private static final String STANDBY = "true/on";
  private static final String WRITABLE = "false/off";

  private final Server server;
  private final Login login;
  private final Hands hands;
  private final Lanes lanes;
  private Optional<Sql> session = Optional.empty();
  private Look.Part before = Look.Part.DOWN;
  private MonotonicTime answered = Ticks.now();

  NodeProbe(Server server, Login login, Hands hands, Lanes lanes) {
    this.server = server;
    this.login = login;
    this.hands = hands;
    this.lanes = lanes;
  }

  @Override
  public void run() {
    NodeId node = server.node();
    Look.Part part = part();
    MonotonicTime now = Ticks.now();
    boolean ceased = before == Look.Part.PRIMARY && part != Look.Part.PRIMARY;
    boolean reachable = !hands.isOff(node) && !hands.isFrozen(node);
    lanes.show(ceased ? answered : now, node.name(), new Look(part, reachable && hasVip(), false));
    before = part;
    answered = now;
  }

  private Look.Part part() {
    if (hands.isOff(server.node())) {
      drop();
      return Look.Part.OFF;
    }
    try {
      if (session.isEmpty()) {
        session = Optional.of(Sql.open(server.endpoint(), login, PATIENCE));
      }
      String seen = session.get().value(LOOK);
      return seen.equals(WRITABLE)
          ? Look.Part.PRIMARY
          : seen.equals(STANDBY) ? Look.Part.STANDBY : Look.Part.CLOSED;
    } catch (SQLException failed) {
      drop();
      return part(failed);
    }
  }

  private static Look.Part part(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return Look.Part.FROZEN;
      }
    }
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    boolean refused = state.startsWith("28") || state.startsWith("53");
    return refused ? Look.Part.CLOSED : Look.Part.DOWN;
  }

  private static boolean hasVip() {
    try {
      NetworkInterface device = NetworkInterface.getByName(Topology.DEVICE);
      return device != null
          && device
              .inetAddresses()
              .anyMatch(address -> address.getHostAddress().equals(Topology.VIP));
    } catch (SocketException unknown) {
      return false;
    }
  }

  /** Ends its session; called by its thread, or when that has ended. */
  void drop() {
    session.ifPresent(Sql::close);
    session = Optional.empty();
  }
}
