package dev.regent.simulation.history;

/** Something that no single order of appends explains; the text names key and values. */
public sealed interface Violation {
  String text();

  /** An acknowledged append is missing at the end. */
  record Lost(String text) implements Violation {}

  /** A value was seen that nobody appended, or that was refused, or that is there twice. */
  record Phantom(String text) implements Violation {}

  /** An append or a list contradicts the order at the end. */
  record Reordered(String text) implements Violation {}

  /** A list lacks an append that was acknowledged before it was asked for. */
  record Stale(String text) implements Violation {}
}
