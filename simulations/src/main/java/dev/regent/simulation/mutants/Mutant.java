package dev.regent.simulation.mutants;

import dev.regent.protocol.Invariants;

/**
 * One planted fault.
 *
 * @param rule the rule of safety.md or the trap of postgres.md that it breaks
 * @param why what is wrong then, in one line
 * @param file the source file, from the root of the repository
 * @param before text that must occur there exactly once
 * @param after what takes its place
 */
public record Mutant(
    String id, String rule, String why, String file, String before, String after, Finder finder) {
  public Mutant {
    Invariants.require(!before.equals(after), "a mutant changes something: " + id);
  }

  /** The name of the top-level class in the file. */
  public String className() {
    int begin = file.indexOf("dev/regent/");
    Invariants.require(begin > 0 && file.endsWith(".java"), "a Java file of Regent: " + file);
    return file.substring(begin, file.length() - ".java".length()).replace('/', '.');
  }

  @Override
  public String toString() {
    return id;
  }
}
