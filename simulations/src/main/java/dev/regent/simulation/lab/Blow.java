package dev.regent.simulation.lab;

/** What is done to one host. */
enum Blow {
  /** Everything on it is killed at one moment and its cable is dead; its memory of the VIP goes. */
  POWER_OFF,
  POWER_ON,
  /** Everything on it stops, and not a packet leaves it. */
  FREEZE,
  WAKE,
  /** It loses its carrier, and can see that. */
  PULL_CABLE,
  PLUG_CABLE,
  /** And nobody starts it again. */
  KILL_DAEMON,
  START_DAEMON,
  FREEZE_DAEMON,
  WAKE_DAEMON,
  KILL_GUARD,
  KILL_POSTMASTER,
  /** A fast shutdown, as by hand. */
  STOP_POSTGRES,
  HANG_POSTGRES,
  WAKE_POSTGRES,
  /** Only the postmaster: open sessions go on. */
  HANG_POSTMASTER,
  WAKE_POSTMASTER,
  /** One session's process is killed, and PostgreSQL restarts all others. */
  KILL_BACKEND,
  KILL_RECEIVER,
  /** The machine goes off, and its daemon's journal is gone. */
  LOSE_JOURNAL,
  /** PostgreSQL is killed and its directory is emptied. */
  LOSE_DATA,
  /** SIGTERM, and nobody starts it again. */
  STOP_DAEMON,
  START_POSTGRES,
  PROMOTE,
  HOLD_REPLAY,
  GO_ON_WITH_REPLAY,
  TAKE_CONNECTIONS,
  FREE_CONNECTIONS,
  CANCEL_COMMITS,
  DROP_OLD_WAL,
  /** The node's one disk, which must be a small one. */
  FILL_DISK,
  /** The node's one disk, which must be one in a file: whoever writes to it waits. */
  STALL_DISK,
  MEND_DISK,
  FOREIGN_DATA,
  /** The daemon is stopped, the data directory emptied, and the daemon started. */
  REJOIN
}
