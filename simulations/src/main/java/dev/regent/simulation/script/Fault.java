package dev.regent.simulation.script;

/** The kinds of trouble that chance may bring; a seed takes some of them and leaves out others. */
public enum Fault {
  /** A node is cut off from all others. */
  ISOLATE,
  /** Two nodes do not reach each other. */
  CUT_PAIR,
  /** One direction between two nodes is cut. */
  CUT_ONE_WAY,
  /** Messages are lost, doubled and overtake each other. */
  BAD_LINKS,
  /** Messages come up to ten seconds late. */
  LATE_MESSAGES,
  /** Round trips as long as some timeouts. */
  SLOW_LINKS,
  /** A machine stands still. */
  FREEZE_NODE,
  /** The daemon alone stands still. */
  FREEZE_DAEMON,
  /** PostgreSQL hangs. */
  FREEZE_POSTGRES,
  /** The postmaster hangs, and open sessions go on committing. */
  HANG_POSTMASTER,
  /** Replication alone gets nothing through between two nodes. */
  CUT_REPLICATION,
  /** A machine loses power, and comes back. */
  POWER,
  /** The daemon is killed and started again. */
  KILL_DAEMON,
  /** The guard is killed, and with it the daemon and PostgreSQL. */
  KILL_GUARD,
  /** The postmaster is killed; a backend may outlive it. */
  KILL_POSTMASTER,
  /** Somebody sets a wall clock. */
  WALL_CLOCK,
  /** Akka's opinion about who is reachable is wrong. */
  WRONG_HINTS,
  /** An operator orders a switchover. */
  SWITCHOVER,
  /** An operator orders a failover. */
  FAILOVER,
  /** An operator pauses, and resumes. */
  PAUSE,
  /** One voter loses its journal, once in a run. */
  LOSE_JOURNAL
}
