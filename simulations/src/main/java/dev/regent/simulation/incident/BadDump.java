package dev.regent.simulation.incident;

/** A history that cannot be used: the message says the file, the place and what was expected. */
public final class BadDump extends Exception {
  private static final long serialVersionUID = 1L;

  BadDump(String file, String place, String wrong) {
    super("%s: %s: %s".formatted(file, place, wrong));
  }
}
