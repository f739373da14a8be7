package dev.regent.config.load;

import dev.regent.config.settings.CellSettings;
import dev.regent.config.settings.LocalSettings;
import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a configuration file. */
public sealed interface LoadResult {
  /**
   * All settings, and all relations between them hold.
   *
   * @param settingsHash of the cell; equal on all nodes, or they do not belong together (L6)
   */
  record Loaded(CellSettings cell, LocalSettings local, String settingsHash)
      implements LoadResult {}

  /**
   * Nothing can be used.
   *
   * @param problems all of them, by file and line; at least one
   */
  record Invalid(List<ConfigProblem> problems) implements LoadResult {
    public Invalid {
      problems = List.copyOf(problems);
    }

    /** One problem per line. */
    public String message() {
      return problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n"));
    }
  }
}
