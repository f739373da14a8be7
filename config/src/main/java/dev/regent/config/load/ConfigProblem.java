package dev.regent.config.load;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param file as it was given on the command line, or as it was included
 * @param line counted from 1; of the setting, or of what it should be in
 * @param key the full key; elements of lists are named, as {@code regent.cell.nodes[b].role}; empty
 *     when the file cannot be read as HOCON
 * @param value as written; empty when nothing was written or it may be a secret
 * @param wrong what is wrong with it
 * @param allowed what would be right; may be empty
 */
public record ConfigProblem(
    String file, int line, String key, Optional<String> value, String wrong, String allowed) {
  /** As a reader of the files meets them. */
  static final Comparator<ConfigProblem> ORDER =
      Comparator.comparing(ConfigProblem::file)
          .thenComparingInt(ConfigProblem::line)
          .thenComparing(ConfigProblem::key)
          .thenComparing(ConfigProblem::wrong);

  /** {@code file:line: key = value: what is wrong; allowed: what would be right}. */
  @Override
  public String toString() {
    return "%s:%d: %s%s%s%s"
        .formatted(
            file,
            line,
            key.isEmpty() ? "" : key + value.map(text -> " = " + text).orElse("") + ": ",
            wrong,
            allowed.isEmpty() ? "" : "; allowed: ",
            allowed);
  }
}
