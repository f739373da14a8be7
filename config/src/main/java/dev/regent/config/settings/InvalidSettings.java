package dev.regent.config.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings whose relations do not hold were about to be made.
 *
 * <p>The loader never meets it: it asks the same rules ({@link LeaseRules}, {@link CellRules},
 * {@link LocalRules}) first and reports every violation at its place in the file. Records check
 * again because tests and the simulator make settings without a loader.
 */
public final class InvalidSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private InvalidSettings(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
  }

  /**
   * Passes when there is no violation.
   *
   * @throws InvalidSettings with all of them otherwise
   */
  static void throwIfAny(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new InvalidSettings(violations);
    }
  }
}
