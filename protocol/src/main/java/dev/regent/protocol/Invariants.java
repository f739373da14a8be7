package dev.regent.protocol;

import java.util.regex.Pattern;

/**
 * Checks that hold in production too; a failed one is a bug or a corrupt message, never a state.
 */
public final class Invariants {
  private Invariants() {}

  /**
   * Requires a condition.
   *
   * @throws InvariantViolation when it does not hold
   */
  public static void require(boolean condition, String expectation) {
    if (!condition) {
      throw new InvariantViolation(expectation);
    }
  }

  /**
   * Requires that a name has its form; checked for each name of each message that is read.
   *
   * @throws InvariantViolation when it has not
   */
  static void requireForm(Pattern form, String name, String what) {
    if (!form.matcher(name).matches()) {
      throw new InvariantViolation("%s %s, got: %s".formatted(what, form, name));
    }
  }

  /** Thrown when an invariant is broken; stops the actor that met it (the agent fences first). */
  public static final class InvariantViolation extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InvariantViolation(String expectation) {
      super(expectation);
    }
  }
}
