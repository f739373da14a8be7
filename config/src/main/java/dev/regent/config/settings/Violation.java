package dev.regent.config.settings;

import java.util.List;

/**
 * One relation between settings that does not hold.
 *
 * @param keys the full keys of all settings in it, as {@code regent.cell.lease.ttl}; the first is
 *     the one to name when nothing tells which of them a person wrote
 * @param wrong what is wrong, with every number of the decision
 * @param allowed what would be right
 */
public record Violation(List<String> keys, String wrong, String allowed) {
  public Violation {
    keys = List.copyOf(keys);
  }

  @Override
  public String toString() {
    return keys.getFirst() + ": " + wrong + "; allowed: " + allowed;
  }
}
