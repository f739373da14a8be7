package dev.regent.simulation.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a mutant into the text of its source file. */
public final class Plant {
  private Plant() {}

  /** The mutated text, or why there is none. */
  public sealed interface Planted {
    /** The source with the fault in it. */
    record Source(String text) implements Planted {}

    /** The mutant does not fit the source any more. */
    record Misfit(String why) implements Planted {}
  }

  /**
   * The source of the mutant.
   *
   * @param root the root of the repository
   */
  public static Planted in(Mutant mutant, Path root) {
    Path file = root.resolve(mutant.file());
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      return new Planted.Misfit("cannot read " + file + ": " + unreadable.getMessage());
    }
    int at = text.indexOf(mutant.before());
    if (at < 0) {
      return new Planted.Misfit("its text is not in " + file + " any more");
    }
    if (text.indexOf(mutant.before(), at + 1) >= 0) {
      return new Planted.Misfit("its text is more than once in " + file);
    }
    return new Planted.Source(
        text.substring(0, at) + mutant.after() + text.substring(at + mutant.before().length()));
  }
}
