package dev.regent.simulation.mutants;

import java.util.List;

/** How a mutant is found. */
public sealed interface Finder {
  /**
   * By chance: one of these seeds fails.
   *
   * @param first the first seed
   * @param count at most so many, one after the other; the first that fails ends it
   * @param seconds virtual seconds of trouble in each
   * @param trouble the kinds of faults by name; none named lets each seed choose
   */
  record Seeds(long first, int count, int seconds, List<String> trouble) implements Finder {
    public Seeds {
      trouble = List.copyOf(trouble);
    }

    @Override
    public String toString() {
      return "seeds "
          + first
          + ".."
          + (first + count - 1)
          + " of "
          + seconds
          + " s"
          + (trouble.isEmpty() ? "" : " " + String.join(",", trouble));
    }
  }

  /** By a {@link Directed} scenario of the package {@code scene}, by its simple name. */
  record Scene(String name) implements Finder {
    @Override
    public String toString() {
      return "scene " + name;
    }
  }
}
