package dev.regent.simulation.mutants;

import dev.regent.simulation.script.Fault;
import dev.regent.simulation.script.Trial;
import dev.regent.simulation.script.Variants;
import dev.regent.simulation.world.base.Nanos;
import java.util.List;

/**
 * The way into a {@link MutantLoader}'s classes: called by name, with types of the JDK only, since
 * every other type is another one there. Both answer what failed, or an empty text.
 */
public final class Bridge {
  static final String SCENES = "dev.regent.simulation.mutants.scene.";

  private Bridge() {}

  /** Runs one seed. */
  public static String seed(long seed, int seconds, List<String> trouble) {
    List<Fault> kinds = trouble.stream().map(Fault::valueOf).toList();
    return firstLine(
        Trial.run(Variants.of(seed), seconds * Nanos.SECOND, kinds).failure().orElse(""));
  }

  /** Plays one scene. */
  public static String scene(String name) throws ReflectiveOperationException {
    Directed scene =
        Class.forName(SCENES + name)
            .asSubclass(Directed.class)
            .getDeclaredConstructor()
            .newInstance();
    try {
      scene.play();
      return "";
    } catch (RuntimeException | AssertionError broken) {
      return firstLine(broken.toString());
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
