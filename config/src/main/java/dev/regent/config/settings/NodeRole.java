package dev.regent.config.settings;

/** What a node is there for. */
public enum NodeRole {
  /** Runs PostgreSQL, and votes. */
  DATA,
  /** Only votes. */
  WITNESS
}
