package dev.regent.simulation.drill;

import dev.regent.protocol.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** A cell on this machine, as somebody outside Regent can see and hurt it. */
public interface DrilledCell {
  /** All nodes, sorted. */
  List<NodeId> nodes();

  /** Those of the data nodes, sorted. */
  List<Server> servers();

  Timings timings();

  Programs programs();

  /** What whoever set the servers up wants of PostgreSQL, beside what Regent sets. */
  Map<String, String> settings();

  /** An ordinary user, who owns the database that the writers fill. */
  Login client();

  /** A superuser, for looking and for replication's functions. */
  Login superuser();

  NodeControl control(NodeId node);

  /** Makes threads whose sockets are on that node. */
  ThreadFactory threadsOn(NodeId node);

  /** By the answer of the leader, or of any node that has a majority; empty with none. */
  Optional<CellStatus> status();

  /** Asks for a switchover. */
  Answer switchover(NodeId target);

  /** One node's account of what happened, a line for each transition, oldest first. */
  List<String> history(NodeId node);

  /** Where the daemons print; one that has not begun need not be there. */
  List<Path> logs();

  /** Where tools of the drills print to. */
  Path scratch();
}
