package dev.regent.simulation.bench.contender;

import dev.regent.protocol.NodeId;
import dev.regent.simulation.demo.CannotStart;
import dev.regent.simulation.drill.Login;
import dev.regent.simulation.drill.Server;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A system that keeps one of two servers writable, on the hosts of a {@link
 * dev.regent.simulation.lab.Stage}. Whatever measures it looks at PostgreSQL, and asks the system
 * only whether it is ready.
 *
 * <p>Everything that runs in the namespace of a host belongs to the system on that host.
 */
public sealed interface Contender permits RegentCell, PatroniCluster, AutoFailoverPair {
  /** How long a system may take until it is ready for a fault. */
  Duration READY_LIMIT = Duration.ofMinutes(3);

  /**
   * Writes its files, starts everything, and returns when it is ready, with the client's database.
   *
   * @throws CannotStart when it does not come that far; its logs are named
   */
  void start();

  /** The two of the data nodes. */
  List<Server> servers();

  /** An ordinary user and the database that the writers fill. */
  Login client();

  /** For looking. */
  Login superuser();

  /** The processes of its daemon on a data node, PostgreSQL and what runs beside not among them. */
  List<Long> daemon(NodeId node);

  /** Asks for a switchover; returns when it was answered, or soon after it was asked. */
  void switchover(NodeId from, NodeId to);

  /** By its own word, what keeps it from being ready for a failover; empty when it is. */
  Optional<String> missing();

  /** Before all processes of a host are killed: nobody starts them again. */
  void hold(NodeId node);

  /** Starts what runs on that host, as the machine's boot does. */
  void release(NodeId node);

  /** Ends everything. */
  void close();
}
